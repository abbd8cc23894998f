"""When a user is to be written to about alerts, and who does it now."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class AlertDigest(db.Model):  # type: ignore[name-defined]
    """``due_at`` is empty where there is nothing to tell; ``not_before`` is the end of
    the rest that follows a mail. All times are the database's."""

    __tablename__ = "alert_digests"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: A job was asked for; a job is at it.
    asked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_holder: Mapped[str | None] = mapped_column(String(40))

    __table_args__ = (Index("ix_alert_digests_due", "due_at"),)
