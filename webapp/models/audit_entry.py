"""What an operator did: one row an action, never changed."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.measurement import RowNumber
from webapp.models.storable import StorableString, StorableText


class AuditEntry(db.Model):  # type: ignore[name-defined]
    """Outlives the account of who did it, so there is no key to it."""

    __tablename__ = "audit_entries"

    id: Mapped[int] = mapped_column(RowNumber, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    user_id: Mapped[uuid.UUID | None]
    #: Whose the account was then; "" for what no account did.
    email: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(45))
    #: ``scan.retry``, ``queue.pause``, ``user.disable`` …
    action: Mapped[str] = mapped_column(String(40))
    #: What it was done to: an address, a queue, an e-mail, a filter in words.
    target: Mapped[str] = mapped_column(StorableString(300))
    #: How many rows it changed.
    number: Mapped[int] = mapped_column(default=1)
    detail: Mapped[str] = mapped_column(StorableText, default="")

    __table_args__ = (Index("ix_audit_entries_at", "at"),)
