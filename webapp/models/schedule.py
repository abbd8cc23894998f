"""A schedule: a page or a site that a user wants scanned again and again."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, true
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.storable import StorableJson, StorableText

#: What is scanned.
PAGE, SITE = "page", "site"


class Schedule(db.Model):  # type: ignore[name-defined]
    """``next_at`` moves on in the transaction that begins the scan, so that each run
    begins once; it is empty while the schedule is paused."""

    __tablename__ = "schedules"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE")
    )
    name: Mapped[str] = mapped_column(StorableText, default="")
    target: Mapped[str] = mapped_column(String(4))
    url: Mapped[str] = mapped_column(String(2048))
    #: Of a site: its ``SitePlan``.
    plan: Mapped[dict[str, Any] | None] = mapped_column(StorableJson)

    #: ``services.schedules.timing.Timing``: how it is shown, what it is, and where.
    kind: Mapped[str] = mapped_column(String(10))
    expression: Mapped[str] = mapped_column(String(100))
    zone: Mapped[str] = mapped_column(String(64))

    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: When the last scan began, and which; it may be deleted since.
    last_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_scan_id: Mapped[uuid.UUID | None]
    #: Why the last run was left out; empty where it was not.
    last_problem: Mapped[str] = mapped_column(StorableText, default="")
    paused_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    #: What is told of a run: a fall of the score by so many points, a check of at least
    #: this severity that newly fails, the second failure in a row, pages that are gone.
    #: None, empty and False are never.
    alert_fall: Mapped[int | None] = mapped_column(default=5, server_default="5")
    alert_severity: Mapped[str] = mapped_column(
        String(10), default="serious", server_default="serious"
    )
    alert_failures: Mapped[bool] = mapped_column(default=True, server_default=true())
    alert_pages: Mapped[bool] = mapped_column(default=True, server_default=true())
    alert_by_mail: Mapped[bool] = mapped_column(default=True, server_default=true())
    alert_by_webhook: Mapped[bool] = mapped_column(default=True, server_default=true())
    #: The last run that ended, and the last one with a score: what follows is compared
    #: with it. How many have failed since.
    ended_scan_id: Mapped[uuid.UUID | None]
    good_scan_id: Mapped[uuid.UUID | None]
    failures: Mapped[int] = mapped_column(default=0, server_default="0")

    __table_args__ = (
        Index("ix_schedules_user", "user_id", "created_at"),
        Index("ix_schedules_next", "next_at"),
        Index("ix_schedules_last_scan", "last_scan_id"),
    )

    @property
    def is_of_site(self) -> bool:
        return self.target == SITE
