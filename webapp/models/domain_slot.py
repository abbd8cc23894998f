"""Who may fetch from a registrable domain now: one scan at a time, with a gap."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class DomainSlot(db.Model):  # type: ignore[name-defined]
    """Times are the database's. The row outlives its scan, so there is no key to it."""

    __tablename__ = "domain_slots"

    domain: Mapped[str] = mapped_column(String(253), primary_key=True)
    #: The scan that fetches or fetched last; the same scan may come again at once.
    scan_id: Mapped[uuid.UUID | None]
    #: While it fetches: when it must be through. Afterwards: the end of the gap.
    free_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    #: The latest time that was promised to a scan which found the domain busy.
    promised_until: Mapped[datetime] = mapped_column(UtcDateTime)
