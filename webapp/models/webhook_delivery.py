"""One event on its way to one endpoint."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class WebhookDelivery(db.Model):  # type: ignore[name-defined]
    """Written in the transaction of the state it reports. ``due_at`` is empty once it
    has ended; ``answer`` is the last status or the code of what went wrong."""

    __tablename__ = "webhook_deliveries"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    endpoint_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("webhook_endpoints.id", ondelete="CASCADE")
    )
    event: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)  # the JSON as it is signed and sent
    status: Mapped[str] = mapped_column(String(20))
    tries: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tried_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    __table_args__ = (
        Index("ix_webhook_deliveries_due", "due_at"),
        Index("ix_webhook_deliveries_log", "endpoint_id", "created_at"),
        Index("ix_webhook_deliveries_created", "created_at"),
    )
