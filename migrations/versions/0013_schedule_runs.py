"""The runs of schedules, one row each; of those before, the last one is known.

Revision 0013, after 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
SCHEDULES = sa.table(
    "schedules",
    sa.column("id", sa.Uuid),
    sa.column("last_at", MOMENT),
    sa.column("last_scan_id", sa.Uuid),
    sa.column("good_scan_id", sa.Uuid),
)


def upgrade() -> None:
    runs = op.create_table(
        "schedule_runs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=10), nullable=True),
        sa.Column("planned_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("scan_id", sa.Uuid(), nullable=True),
        sa.Column("before_scan_id", sa.Uuid(), nullable=True),
        sa.Column("error_code", sa.String(length=60), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_schedule_runs_schedule", "schedule_runs", ["schedule_id", "created_at"]
    )
    fill_in(runs)


def fill_in(runs: sa.Table) -> None:
    """One run a schedule, so its own id may name the run: no database here makes ids
    of the same kind. What the last run was compared with is known unless it has a
    score itself."""
    known = SCHEDULES.c
    before = sa.func.nullif(known.good_scan_id, known.last_scan_id)
    last = sa.select(known.id, known.id, known.last_at, known.last_scan_id, before)
    last = last.where(known.last_scan_id.is_not(None), known.last_at.is_not(None))
    columns = ("id", "schedule_id", "created_at", "scan_id", "before_scan_id")
    op.get_bind().execute(runs.insert().from_select(columns, last))


def downgrade() -> None:
    op.drop_table("schedule_runs")
