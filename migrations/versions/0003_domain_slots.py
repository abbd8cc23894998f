"""Politeness: one fetch at a time for each registrable domain.

Revision 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "domain_slots",
        sa.Column("domain", sa.String(length=253), nullable=False),
        sa.Column("scan_id", sa.Uuid(), nullable=True),
        sa.Column("free_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised_until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("domain", name=op.f("pk_domain_slots")),
    )
    with op.batch_alter_table("domain_slots", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_domain_slots_free_at"), ["free_at"])


def downgrade() -> None:
    op.drop_table("domain_slots")
