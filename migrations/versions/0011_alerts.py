"""Alerts: what runs of a schedule have to tell, and the mails that gather them.

Revision 0011, after 0010.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
CHOICES = ("alert_failures", "alert_pages", "alert_by_mail", "alert_by_webhook")


def upgrade() -> None:
    add_to_schedules()
    create_alerts()
    create_alert_digests()


def add_to_schedules() -> None:
    """With the usual rules: schedules that are there have alerts, too."""
    columns = [
        sa.Column("alert_fall", sa.Integer(), nullable=True, server_default="5"),
        sa.Column(
            "alert_severity",
            sa.String(length=10),
            nullable=False,
            server_default="serious",
        ),
        *(
            sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.true())
            for name in CHOICES
        ),
        sa.Column("ended_scan_id", sa.Uuid(), nullable=True),
        sa.Column("good_scan_id", sa.Uuid(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False, server_default="0"),
    ]
    for column in columns:
        op.add_column("schedules", column)
    op.create_index("ix_schedules_last_scan", "schedules", ["last_scan_id"])


def create_alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("scan_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("by_mail", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("told_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedules.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("schedule_id", "scan_id", "kind", name="uq_alerts_run"),
    )
    op.create_index("ix_alerts_schedule", "alerts", ["schedule_id", "created_at"])
    op.create_index("ix_alerts_user", "alerts", ["user_id", "told_at"])


def create_alert_digests() -> None:
    op.create_table(
        "alert_digests",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("not_before", MOMENT, nullable=True),
        sa.Column("asked_until", MOMENT, nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("lease_holder", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id"),
    )
    op.create_index("ix_alert_digests_due", "alert_digests", ["due_at"])


def downgrade() -> None:
    op.drop_table("alert_digests")
    op.drop_table("alerts")
    op.drop_index("ix_schedules_last_scan", "schedules")
    for name in ("failures", "good_scan_id", "ended_scan_id", *CHOICES[::-1]):
        op.drop_column("schedules", name)
    op.drop_column("schedules", "alert_severity")
    op.drop_column("schedules", "alert_fall")
