"""A scan: one run of the pipeline that somebody asked for. The row is the truth."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    String,
    and_,
    false,
    or_,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models.clock import UtcDateTime, db_now
from webapp.models.storable import StorableJson, StorableString, StorableText
from webapp.models.user import User

#: Why a scan waits that met another one at its site.
DOMAIN_BUSY = "domain_busy"


def host_of_url(context: Any) -> str | None:
    """The host of the row's URL, at most as long as a name may be (RFC 1035)."""
    host = urlsplit(context.get_current_parameters()["url"]).hostname
    return host[:253] if host else None


class Scan(db.Model):  # type: ignore[name-defined]
    """Redis only carries hints to this row; losing all of them loses no scan."""

    __tablename__ = "scans"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    #: What a URL shows: unguessable, unlike a UUID's promise (ASVS 5.0, 11.5.1).
    public_id: Mapped[str] = mapped_column(
        String(43), unique=True, default=lambda: secrets.token_urlsafe(24)
    )
    url: Mapped[str] = mapped_column(String(2048))
    #: The URL's, for operators who search by it.
    host: Mapped[str | None] = mapped_column(String(253), default=host_of_url)
    final_url: Mapped[str | None] = mapped_column(StorableString(2048))
    page_title: Mapped[str | None] = mapped_column(StorableString(300))
    #: What the person wants the page to be found for; the report quotes its answers.
    queries: Mapped[list[str]] = mapped_column(
        StorableJson, default=list, server_default="[]"
    )
    score: Mapped[int | None]
    #: The site scan that this page is one of; it is no foreign key, see 0009.
    site_scan_id: Mapped[uuid.UUID | None]

    #: Whose it is: a user's, else the visitor's with that cookie, else the API's.
    user_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE")
    )
    visitor_hash: Mapped[str | None] = mapped_column(String(64))
    #: ``Actor.key`` of who submitted it: senders take turns. None takes no turns.
    sender: Mapped[str | None] = mapped_column(String(80))

    status: Mapped[str] = mapped_column(String(20), default=ScanStatus.QUEUED)
    step: Mapped[str | None] = mapped_column(String(10))
    progress: Mapped[int] = mapped_column(default=0)
    queue: Mapped[str] = mapped_column(String(40))

    #: The fence: raised by every claim and cancel, never reset.
    attempt: Mapped[int] = mapped_column(default=0)
    #: Claims since a person last asked; at MAX_TRIES a failure is final.
    tries: Mapped[int] = mapped_column(default=0)
    #: It waits for its sender's turn: no job was sent for it yet.
    is_held: Mapped[bool] = mapped_column(default=False, server_default=false())
    #: Raised by every enqueue; a delivery with another number exits quietly.
    delivery: Mapped[int] = mapped_column(default=1)
    #: Enqueues since the last claim.
    enqueues: Mapped[int] = mapped_column(default=1)
    #: Who may write now, and until when (database time).
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_holder: Mapped[str | None] = mapped_column(String(120))
    #: Not to be claimed before (database time); set when a try failed.
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)

    error_code: Mapped[str | None] = mapped_column(String(60))
    error_message: Mapped[str | None] = mapped_column(StorableText)

    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    enqueued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    #: Since when it could have been claimed, of its present wait.
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=db_now())
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    teaser_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User | None] = relationship(lazy="raise")

    __table_args__ = (
        Index("ix_scans_user", "user_id", "created_at"),
        Index("ix_scans_visitor", "visitor_hash", "created_at"),
        # Open rows are those without an end: a handful among very many.
        Index("ix_scans_line", "finished_at", "queue", "status", "due_at"),
        Index("ix_scans_turn", "finished_at", "is_held", "queue", "sender", "due_at"),
        Index("ix_scans_lease", "lease_until"),
        Index("ix_scans_created", "created_at"),
        Index("ix_scans_status", "status", "created_at"),
        Index("ix_scans_error", "error_code", "created_at"),
        Index("ix_scans_host", "host", "created_at"),
        Index("ix_scans_expiry", "expires_at"),
        Index("ix_scans_site", "site_scan_id", "finished_at"),
        # One's list of scans leaves the pages of sites out.
        Index(
            "ix_scans_own",
            "user_id",
            "created_at",
            sqlite_where=text("site_scan_id IS NULL"),
            postgresql_where=text("site_scan_id IS NULL"),
        ),
    )

    @property
    def is_open(self) -> bool:
        """Whether work on it may still go on."""
        if self.status == ScanStatus.TEASER_READY:
            return self.user_id is not None
        return self.status in (ScanStatus.QUEUED, ScanStatus.RUNNING)

    @property
    def has_report(self) -> bool:
        return self.teaser_at is not None

    @property
    def is_waiting_to_retry(self) -> bool:
        return self.not_before is not None and self.status == ScanStatus.QUEUED

    @property
    def is_waiting_its_turn(self) -> bool:
        """Another scan was fetching from the same site."""
        return self.is_waiting_to_retry and self.error_code == DOMAIN_BUSY


def is_open() -> ColumnElement[bool]:
    """``Scan.is_open`` as a condition: claim, lease, fence and reconciler use it.

    ``finished_at`` follows from the rest; it leads to the open rows by an index.
    """
    has_user = Scan.user_id.is_not(None)
    return and_(
        Scan.finished_at.is_(None),
        or_(
            Scan.status.in_([ScanStatus.QUEUED, ScanStatus.RUNNING]),
            and_(Scan.status == ScanStatus.TEASER_READY, has_user),
        ),
    )
