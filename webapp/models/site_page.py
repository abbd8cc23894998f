"""An address of a site scan: a place in the frontier, then what came of it."""

from __future__ import annotations

import uuid

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models.storable import StorableString

#: SQLite numbers rows by itself for this one type alone.
RowNumber = BigInteger().with_variant(Integer, "sqlite")


class SitePage(db.Model):  # type: ignore[name-defined]
    """Numbered in the order in which they were found, which is that of the frontier."""

    __tablename__ = "site_pages"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True, autoincrement=True)
    site_scan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("site_scans.id", ondelete="CASCADE")
    )
    #: The identity of the address (``pipeline.sites.page_key``).
    key: Mapped[str] = mapped_column(String(64))
    url: Mapped[str] = mapped_column(StorableString(2048))
    #: By what a trap is told: the address with its numbers left out, and its path.
    shape: Mapped[str] = mapped_column(String(16), default="")
    path_shape: Mapped[str] = mapped_column(String(16), default="")
    depth: Mapped[int] = mapped_column(default=0)
    found_by: Mapped[str] = mapped_column(String(10))
    in_sitemap: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(8), default=PageState.FOUND)
    #: Why it failed or was skipped.
    reason: Mapped[str] = mapped_column(String(60), default="")
    scan_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("scans.id", ondelete="SET NULL"), index=True
    )

    #: Of what was scanned.
    final_url: Mapped[str | None] = mapped_column(StorableString(2048))
    status: Mapped[int | None]
    title: Mapped[str] = mapped_column(StorableString(300), default="")
    score: Mapped[int | None]
    word_count: Mapped[int | None]
    issues: Mapped[int | None]
    template: Mapped[str] = mapped_column(String(16), default="")
    is_indexable: Mapped[bool | None]
    #: It leads elsewhere: what else stands here is of the page where it ends.
    is_redirect: Mapped[bool] = mapped_column(default=False)
    #: Worked out when the site is judged.
    clicks: Mapped[int | None]
    inlinks: Mapped[int | None]
    rank: Mapped[float | None]

    __table_args__ = (
        Index("ix_site_pages_key", "site_scan_id", "key", unique=True),
        # Holds all that the lists of pages ask for, but for texts.
        Index(
            "ix_site_pages_state",
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
        ),
        Index("ix_site_pages_shape", "site_scan_id", "shape"),
        Index("ix_site_pages_path_shape", "site_scan_id", "path_shape"),
    )
