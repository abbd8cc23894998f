"""What a scan found: exactly one row, from its highest attempt."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.storable import StorableJson


class Report(db.Model):  # type: ignore[name-defined]
    """``body`` is a ``ReportBody``; until FULL_READY its second half is pending."""

    __tablename__ = "reports"

    scan_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("scans.id", ondelete="CASCADE"), primary_key=True
    )
    attempt: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(StorableJson)
    stored_at: Mapped[datetime] = mapped_column(UtcDateTime)
