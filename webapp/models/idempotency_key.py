"""A client's own name for a request, so that asking again asks for nothing new.

https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class IdempotencyKey(db.Model):  # type: ignore[name-defined]
    """Gone with its scan, or after a day."""

    __tablename__ = "idempotency_keys"

    actor_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    #: SHA-256 of what was asked for.
    request_hash: Mapped[str] = mapped_column(String(64))
    scan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("scans.id", ondelete="CASCADE"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
