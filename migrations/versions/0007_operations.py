"""What operators see and steer: measurements, attempts, duties, switches, audit log;
senders take turns; indexes for a million scans.

Revision 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

INDEXES = (
    ("ix_scans_line", ["finished_at", "queue", "status", "due_at"]),
    ("ix_scans_turn", ["finished_at", "is_held", "queue", "sender", "due_at"]),
    ("ix_scans_lease", ["lease_until"]),
    ("ix_scans_created", ["created_at"]),
    ("ix_scans_status", ["status", "created_at"]),
    ("ix_scans_error", ["error_code", "created_at"]),
    ("ix_scans_host", ["host", "created_at"]),
)


def upgrade() -> None:
    change_scans()
    change_others()
    make_measurements()
    make_attempts()
    make_operations()


def change_scans() -> None:
    """Column by column: a copy of the table would take its reports along."""
    for column in (
        sa.Column("host", sa.String(length=253), nullable=True),
        sa.Column("sender", sa.String(length=80), nullable=True),
        sa.Column("is_held", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("due_at", MOMENT, nullable=True),
    ):
        op.add_column("scans", column)
    op.execute("UPDATE scans SET due_at = enqueued_at WHERE finished_at IS NULL")
    tell_hosts()
    op.drop_index("ix_scans_open", table_name="scans")
    for name, columns in INDEXES:
        op.create_index(name, "scans", columns)


def tell_hosts() -> None:
    """The host of each row's canonical URL, without port and brackets."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        host = r"substring(url from '^[a-z]+://(\[[^]]+\]|[^/:]+)')"
        op.execute(f"UPDATE scans SET host = btrim({host}, '[]')")  # noqa: S608
        return
    after = "substr(url, instr(url, '://') + 3)"
    part = f"substr({after}, 1, instr({after} || '/', '/') - 1)"
    without_port = (
        f"CASE WHEN {part} LIKE '[%' "
        f"THEN substr({part}, 2, instr({part}, ']') - 2) "
        f"ELSE substr({part}, 1, instr({part} || ':', ':') - 1) END"
    )
    op.execute(f"UPDATE scans SET host = {without_port}")  # noqa: S608


def change_others() -> None:
    op.create_index("ix_dead_letters_code", "dead_letters", ["code", "id"])
    for column in (
        sa.Column("memory", sa.BigInteger(), nullable=True),
        sa.Column("jobs_done", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("last_failure", sa.Text(), nullable=True),
        sa.Column("last_failure_at", MOMENT, nullable=True),
        sa.Column(
            "is_draining", sa.Boolean(), nullable=False, server_default=sa.false()
        ),
    ):
        op.add_column("worker_heartbeats", column)
    op.add_column(
        "users",
        sa.Column("is_viewer", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def make_measurements() -> None:
    op.create_table(
        "measurements",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurements")),
    )
    op.create_table(
        "measurement_buckets",
        sa.Column("period", sa.String(length=6), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("histogram", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint(
            "period", "starts_at", "name", "label", name=op.f("pk_measurement_buckets")
        ),
    )


def make_attempts() -> None:
    op.create_table(
        "scan_attempts",
        sa.Column("scan_id", sa.Uuid(), nullable=False),
        sa.Column("attempt", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("queue", sa.String(length=40), nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("code", sa.String(length=60), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column("traceback", sa.Text(), nullable=True),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("log", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scan_id"],
            ["scans.id"],
            name=op.f("fk_scan_attempts_scan_id_scans"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("scan_id", "attempt", name=op.f("pk_scan_attempts")),
    )


def make_operations() -> None:
    op.create_table(
        "audit_entries",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("target", sa.String(length=300), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_at", "audit_entries", ["at"])
    op.create_table(
        "operator_switches",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.String(length=254), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_operator_switches")),
    )
    op.create_table(
        "duty_runs",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("failed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_duty_runs")),
    )


def downgrade() -> None:
    for table in (
        "duty_runs",
        "operator_switches",
        "audit_entries",
        "scan_attempts",
        "measurement_buckets",
        "measurements",
    ):
        op.drop_table(table)
    op.drop_column("users", "is_viewer")
    op.drop_index("ix_dead_letters_code", table_name="dead_letters")
    for name in (
        "is_draining",
        "last_failure_at",
        "last_failure",
        "jobs_done",
        "memory",
    ):
        op.drop_column("worker_heartbeats", name)
    for name, _ in INDEXES:
        op.drop_index(name, table_name="scans")
    op.create_index("ix_scans_open", "scans", ["status", "lease_until"])
    for name in ("due_at", "is_held", "sender", "host"):
        op.drop_column("scans", name)
