"""The latest run of each regular duty: the scheduler's ticks and the cron tasks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.storable import StorableText


class DutyRun(db.Model):  # type: ignore[name-defined]
    """One row a duty, written over by each run."""

    __tablename__ = "duty_runs"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seconds: Mapped[float]
    #: ``ok`` or ``failed``, and what it says of itself.
    outcome: Mapped[str] = mapped_column(String(10))
    message: Mapped[str] = mapped_column(StorableText, default="")
    #: The process that ran it.
    holder: Mapped[str] = mapped_column(String(120))
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
