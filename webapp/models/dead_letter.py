"""A scan that was given up: what, why, how often, kept for a person to judge."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.scan import Scan
from webapp.models.storable import StorableText


class DeadLetter(db.Model):  # type: ignore[name-defined]
    """Written in the transaction that ends the scan; gone with the scan."""

    __tablename__ = "dead_letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("scans.id", ondelete="CASCADE"), index=True
    )
    code: Mapped[str] = mapped_column(String(60))
    message: Mapped[str] = mapped_column(StorableText)
    traceback: Mapped[str] = mapped_column(StorableText, default="")
    tries: Mapped[int]
    attempt: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    scan: Mapped[Scan] = relationship(lazy="raise")

    __table_args__ = (Index("ix_dead_letters_code", "code", "id"),)
