"""What one run of a schedule has to tell: something is worse than at the run before."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.storable import StorableJson


class Alert(db.Model):  # type: ignore[name-defined]
    """Written in the transaction that ends the run, once for each kind.

    ``parts`` is what its sentences are made of (``services.alerts.words``). ``told_at``
    is when it was mailed; empty for what is not to be mailed, too.
    """

    __tablename__ = "alerts"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    schedule_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("schedules.id", ondelete="CASCADE")
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE")
    )
    #: Of a page or of a site; it may be deleted since.
    scan_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(String(20))
    parts: Mapped[dict[str, Any]] = mapped_column(StorableJson)
    by_mail: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        UniqueConstraint("schedule_id", "scan_id", "kind", name="uq_alerts_run"),
        Index("ix_alerts_schedule", "schedule_id", "created_at"),
        Index("ix_alerts_user", "user_id", "told_at"),
    )
