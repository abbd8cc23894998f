"""What one attempt of a scan may cost, and did cost, at a language model."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class ModelBill(db.Model):  # type: ignore[name-defined]
    """Committed before the call, so an attempt asks once. It outlives its scan, since
    what was spent stays spent."""

    __tablename__ = "model_bills"

    scan_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: ``ModelAnswer.key``.
    key: Mapped[str] = mapped_column(String(64))
    #: The day that it was taken from, ``ModelDay.day``.
    day: Mapped[str] = mapped_column(String(10))
    #: Tokens at worst, and those told afterwards; None: never told, all are spent.
    reserved: Mapped[int] = mapped_column(BigInteger)
    used: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
