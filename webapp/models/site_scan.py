"""A site scan: one run over the pages of a site that a user asked for."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.domain.site_status import SITE_ENDS, SiteStatus
from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.storable import StorableJson, StorableText


class SiteScan(db.Model):  # type: ignore[name-defined]
    """The frontier is its ``SitePage`` rows; each page scanned is a ``Scan``. The
    numbers are kept in the transactions that change the rows they count."""

    __tablename__ = "site_scans"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    #: What a URL shows.
    public_id: Mapped[str] = mapped_column(
        String(43), unique=True, default=lambda: secrets.token_urlsafe(24)
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE")
    )
    start_url: Mapped[str] = mapped_column(String(2048))
    host: Mapped[str] = mapped_column(String(253))
    #: ``SitePlan`` without its listed addresses, which are pages at once.
    plan: Mapped[dict[str, Any]] = mapped_column(StorableJson)

    status: Mapped[str] = mapped_column(String(12), default=SiteStatus.DISCOVERING)
    #: No page is begun while it stands here.
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: Addresses in the frontier, of which these have ended.
    found: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    failed: Mapped[int] = mapped_column(default=0)
    #: Known, and not to be scanned: by robots.txt, a pattern, a trap.
    skipped: Mapped[int] = mapped_column(default=0)
    #: Some addresses were not even written down, for the limit of pages.
    is_cut: Mapped[bool] = mapped_column(default=False)
    #: By origin, what its robots.txt says: pages need not ask again.
    robots: Mapped[dict[str, Any]] = mapped_column(StorableJson, default=dict)
    #: The sitemaps that were read: ``url``, ``pages``, ``left_out``, ``problem``,
    #: ``note``.
    sitemaps: Mapped[list[dict[str, Any]]] = mapped_column(StorableJson, default=list)

    #: The job that discovers or judges: its fence, its lease, and when it was asked
    #: for last (database time).
    attempt: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)

    score: Mapped[int | None]
    #: What judging found; the findings themselves are rows.
    report: Mapped[dict[str, Any] | None] = mapped_column(StorableJson)
    error_code: Mapped[str | None] = mapped_column(String(60))
    error_message: Mapped[str | None] = mapped_column(StorableText)

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("ix_site_scans_user", "user_id", "created_at"),
        Index("ix_site_scans_open", "finished_at"),
        Index("ix_site_scans_expiry", "expires_at"),
    )

    @property
    def is_open(self) -> bool:
        return self.status not in SITE_ENDS

    @property
    def left(self) -> int:
        """Addresses that wait or are being scanned."""
        return self.found - self.done - self.failed
