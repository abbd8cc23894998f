"""One check that one page of a site does not pass."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.site_page import RowNumber
from webapp.models.storable import StorableString


class SiteFinding(db.Model):  # type: ignore[name-defined]
    """Of the page's own report, or of judging the whole site (``note`` says more)."""

    __tablename__ = "site_findings"

    site_scan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("site_scans.id", ondelete="CASCADE"), primary_key=True
    )
    check_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    page_id: Mapped[int] = mapped_column(
        RowNumber,
        ForeignKey("site_pages.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        autoincrement=False,
    )
    outcome: Mapped[str] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(StorableString(500), default="")

    __table_args__ = (
        Index("ix_site_findings_check", "site_scan_id", "check_id", "outcome"),
    )
