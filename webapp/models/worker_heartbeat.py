"""A worker process that says it is alive.

RQ's own registry forgets workers when Redis was emptied while they ran; this row does
not, so health is judged by it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime


class WorkerHeartbeat(db.Model):  # type: ignore[name-defined]
    """One row a worker process; deleted at its orderly end."""

    __tablename__ = "worker_heartbeats"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    host: Mapped[str] = mapped_column(String(120))
    pid: Mapped[int]
    version: Mapped[str] = mapped_column(String(20))
    queues: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(20))
    current_job: Mapped[str | None] = mapped_column(String(80))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
