"""One attempt at a scan: who made it, when, how far it came and how it ended."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.storable import StorableJson, StorableText


class ScanAttempt(db.Model):  # type: ignore[name-defined]
    """Begun in the transaction of the claim, ended in that of its outcome."""

    __tablename__ = "scan_attempts"

    scan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("scans.id", ondelete="CASCADE"), primary_key=True
    )
    #: ``Scan.attempt`` of its claim.
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Who held the lease: ``<worker>/<pid of the work horse>``.
    holder: Mapped[str] = mapped_column(String(120))
    queue: Mapped[str] = mapped_column(String(40))
    #: When the scan could have been claimed; None for a scan of an older release.
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: ``services.attempts.Outcome``; None while it runs.
    outcome: Mapped[str | None] = mapped_column(String(20))
    code: Mapped[str | None] = mapped_column(String(60))
    message: Mapped[str | None] = mapped_column(StorableText)
    traceback: Mapped[str | None] = mapped_column(StorableText)
    #: ``[{"step": "CRAWL", "seconds": 0.8}, …]``
    steps: Mapped[list[dict[str, Any]]] = mapped_column(StorableJson, default=list)
    #: ``[{"at": "…", "level": "info", "text": "…"}, …]``, the last lines alone.
    log: Mapped[list[dict[str, Any]]] = mapped_column(StorableJson, default=list)
