"""Site scans: runs, their pages, what the pages do not pass.

Revision 0009, after 0008.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
#: Holds all that the lists of pages ask for, but for texts.
STATE_INDEX = [
    "site_scan_id",
    "state",
    "id",
    "template",
    "status",
    "score",
    "issues",
    "word_count",
    "clicks",
    "inlinks",
    "rank",
    "is_indexable",
    "in_sitemap",
    "is_redirect",
]
ROW_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    create_site_scans()
    # No foreign key: SQLite would copy the table for it, and take its reports along.
    op.add_column("scans", sa.Column("site_scan_id", sa.Uuid(), nullable=True))
    op.create_index("ix_scans_site", "scans", ["site_scan_id", "finished_at"])
    own = sa.text("site_scan_id IS NULL")
    op.create_index(
        "ix_scans_own",
        "scans",
        ["user_id", "created_at"],
        sqlite_where=own,
        postgresql_where=own,
    )
    create_site_pages()
    op.create_table(
        "site_findings",
        sa.Column("site_scan_id", sa.Uuid(), nullable=False),
        sa.Column("check_id", sa.String(length=60), nullable=False),
        sa.Column("page_id", ROW_NUMBER, autoincrement=False, nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_scan_id"], ["site_scans.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["page_id"], ["site_pages.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("site_scan_id", "check_id", "page_id"),
    )
    op.create_index("ix_site_findings_page_id", "site_findings", ["page_id"])
    op.create_index(
        "ix_site_findings_check",
        "site_findings",
        ["site_scan_id", "check_id", "outcome"],
    )


def create_site_scans() -> None:
    op.create_table(
        "site_scans",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("public_id", sa.String(length=43), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("start_url", sa.String(length=2048), nullable=False),
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("plan", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("paused_at", MOMENT, nullable=True),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("found", "done", "failed", "skipped")
        ),
        sa.Column("is_cut", sa.Boolean(), nullable=False),
        sa.Column("robots", sa.JSON(), nullable=False),
        sa.Column("sitemaps", sa.JSON(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("asked_until", MOMENT, nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("report", sa.JSON(), nullable=True),
        sa.Column("error_code", sa.String(length=60), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("finished_at", MOMENT, nullable=True),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("public_id"),
    )
    op.create_index("ix_site_scans_user", "site_scans", ["user_id", "created_at"])
    op.create_index("ix_site_scans_open", "site_scans", ["finished_at"])
    op.create_index("ix_site_scans_expiry", "site_scans", ["expires_at"])


def create_site_pages() -> None:
    op.create_table(
        "site_pages",
        sa.Column("id", ROW_NUMBER, autoincrement=True, nullable=False),
        sa.Column("site_scan_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=2048), nullable=False),
        sa.Column("shape", sa.String(length=16), nullable=False),
        sa.Column("path_shape", sa.String(length=16), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("found_by", sa.String(length=10), nullable=False),
        sa.Column("in_sitemap", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("scan_id", sa.Uuid(), nullable=True),
        sa.Column("final_url", sa.String(length=2048), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("word_count", sa.Integer(), nullable=True),
        sa.Column("issues", sa.Integer(), nullable=True),
        sa.Column("template", sa.String(length=16), nullable=False),
        sa.Column("is_indexable", sa.Boolean(), nullable=True),
        sa.Column("is_redirect", sa.Boolean(), nullable=False),
        sa.Column("clicks", sa.Integer(), nullable=True),
        sa.Column("inlinks", sa.Integer(), nullable=True),
        sa.Column("rank", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["site_scan_id"], ["site_scans.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    index_site_pages()
    create_site_page_records()


def index_site_pages() -> None:
    op.create_index(
        "ix_site_pages_key", "site_pages", ["site_scan_id", "key"], unique=True
    )
    op.create_index("ix_site_pages_state", "site_pages", STATE_INDEX)
    for name in ("shape", "path_shape"):
        op.create_index(f"ix_site_pages_{name}", "site_pages", ["site_scan_id", name])
    op.create_index("ix_site_pages_scan_id", "site_pages", ["scan_id"])


def create_site_page_records() -> None:
    op.create_table(
        "site_page_records",
        sa.Column("page_id", ROW_NUMBER, autoincrement=False, nullable=False),
        *(
            sa.Column(name, sa.LargeBinary(), nullable=True)
            for name in ("record", "links", "nofollow_links", "backlinks")
        ),
        sa.ForeignKeyConstraint(["page_id"], ["site_pages.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id"),
    )


def downgrade() -> None:
    op.drop_table("site_findings")
    op.drop_table("site_page_records")
    op.drop_table("site_pages")
    op.drop_index("ix_scans_own", "scans")
    op.drop_index("ix_scans_site", "scans")
    op.drop_column("scans", "site_scan_id")
    op.drop_table("site_scans")
