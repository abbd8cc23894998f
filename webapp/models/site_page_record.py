"""What a site scan keeps of a page to judge the site, apart from what lists show: it is
most of a page's bytes, and a list that is sorted reads every row."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.site_page import RowNumber


class SitePageRecord(db.Model):  # type: ignore[name-defined]
    """All packed. ``record`` is ``PageRecord`` without links, as JSON; the others are
    numbers of pages: those that it links to (nofollow ones apart), and, once the site
    is judged, the first of those that link to it."""

    __tablename__ = "site_page_records"

    page_id: Mapped[int] = mapped_column(
        RowNumber,
        ForeignKey("site_pages.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    record: Mapped[bytes | None]
    links: Mapped[bytes | None]
    nofollow_links: Mapped[bytes | None]
    backlinks: Mapped[bytes | None]
