"""The tokens that a day's calls of a language model took: the budget's one row."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class ModelDay(db.Model):  # type: ignore[name-defined]
    """Raised by a conditional UPDATE before each call, lowered by what was not used."""

    __tablename__ = "model_days"

    #: ``2026-11-24``, in UTC by the database's clock.
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    tokens: Mapped[int] = mapped_column(BigInteger, default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
