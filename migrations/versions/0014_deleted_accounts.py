"""When an account was deleted: what hangs on it goes after that, step by step.

Revision 0014, after 0013.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("users", sa.Column("deleted_at", MOMENT, nullable=True))


def downgrade() -> None:
    """A version that does not know it would take what is left for accounts."""
    users = sa.table("users", sa.column("deleted_at", MOMENT))
    op.get_bind().execute(users.delete().where(users.c.deleted_at.is_not(None)))
    op.drop_column("users", "deleted_at")
