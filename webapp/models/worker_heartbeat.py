"""A worker process that says it is alive.

RQ's own registry forgets workers when Redis was emptied while they ran; this row does
not, so health is judged by it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, String, false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.extensions import db
from webapp.models.clock import UtcDateTime
from webapp.models.storable import StorableText


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
    #: Bytes in memory, its work horse included; None for an older release.
    memory: Mapped[int | None] = mapped_column(BigInteger)
    jobs_done: Mapped[int] = mapped_column(default=0, server_default="0")
    #: Why the latest job that failed did, and when.
    last_failure: Mapped[str | None] = mapped_column(StorableText)
    last_failure_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: An operator wants it to take no more jobs.
    is_draining: Mapped[bool] = mapped_column(default=False, server_default=false())
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
