"""One due time of one regular task: its row makes the slot happen once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class CronSlot(db.Model):  # type: ignore[name-defined]
    """Unique on name and slot (the number of the period since 1970)."""

    __tablename__ = "cron_slots"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
