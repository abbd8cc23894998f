"""One run of a schedule: a scan that began by it, or why none did."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.storable import StorableText


class ScheduleRun(db.Model):  # type: ignore[name-defined]
    """Written in the transaction that begins the scan or leaves it out. How the scan
    ended is the scan's own to tell: it may be begun anew, or deleted."""

    __tablename__ = "schedule_runs"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    schedule_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("schedules.id", ondelete="CASCADE")
    )
    #: ``services.schedules.runs.Reason``; not known of runs before there were rows.
    reason: Mapped[str | None] = mapped_column(String(10))
    #: The schedule's own time; none where somebody pressed *Run now*.
    planned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: When it began, or was left out.
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Of a page or of a site; it may be deleted since. None where it was left out.
    scan_id: Mapped[uuid.UUID | None]
    #: The last run with a score then: what this one is compared with.
    before_scan_id: Mapped[uuid.UUID | None]
    #: Why it was left out.
    error_code: Mapped[str | None] = mapped_column(String(60))
    error_message: Mapped[str | None] = mapped_column(StorableText)

    __table_args__ = (Index("ix_schedule_runs_schedule", "schedule_id", "created_at"),)
