"""What was submitted lately, for the limits; forgotten after an hour."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class Submission(db.Model):  # type: ignore[name-defined]
    """One URL. Apart from the scan, so that deleting scans frees no limit."""

    __tablename__ = "submissions"

    id: Mapped[int] = mapped_column(primary_key=True)
    #: ``Actor.key``: a user, or the hash of an address.
    actor_key: Mapped[str] = mapped_column(String(80))
    #: The target's registrable domain; None where the URL was refused.
    domain: Mapped[str | None] = mapped_column(String(253))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

    __table_args__ = (
        Index("ix_submissions_actor", "actor_key", "created_at"),
        Index("ix_submissions_domain", "domain", "created_at"),
    )
