"""A database as after months of work: ended scans, a long line, attempts, letters."""

from __future__ import annotations

import random
import secrets
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Table, insert, text

from webapp.domain.measures import FULL, Measure, bound_index
from webapp.domain.queue_names import DEFAULT, HIGH, LOW
from webapp.domain.status import Step
from webapp.extensions import db
from webapp.models import AuditEntry, MeasurementBucket, Scan, User

BATCH = 5000
HOSTS = 20_000
USERS = 2000
#: How ended scans ended: status, code, share.
ENDS = (
    ("TEASER_READY", None, 0.55),
    ("FULL_READY", None, 0.33),
    ("ERROR_CRAWL", "http_404", 0.05),
    ("ERROR_CRAWL", "timeout", 0.04),
    ("ERROR_VALIDATION", "private_address", 0.01),
    ("ERROR_ANALYZE", "internal_error", 0.01),
    ("CANCELED", None, 0.01),
)
#: One attempt for each ended scan, and letters for the newest errors.
ADD_ATTEMPTS = """
INSERT INTO scan_attempts (scan_id, attempt, holder, queue, due_at, started_at,
                           ended_at, outcome, steps, log)
SELECT id, 1, 'worker/1', queue, due_at, started_at, finished_at, 'teaser', '[]', '[]'
FROM scans WHERE finished_at IS NOT NULL
"""
ADD_LETTERS = """
INSERT INTO dead_letters (scan_id, code, message, traceback, tries, attempt, created_at)
SELECT id, error_code, error_message, 'Traceback', 4, 4, finished_at
FROM scans WHERE error_code IS NOT NULL ORDER BY created_at DESC LIMIT 5000
"""

Row = dict[str, Any]


class Seed:
    """The same rows for the same number of the seed."""

    def __init__(self, scans: int, waiting: int) -> None:
        self.scans, self.waiting = scans, waiting
        self.random = random.Random(6)  # noqa: S311 (no secret)
        self.now = datetime.now(UTC)
        self.users = [uuid.UUID(int=self.random.getrandbits(128)) for _ in range(USERS)]

    def fill(self) -> None:
        """Write everything; tables of the newest schema, empty."""
        self.put(User, self.user_rows())
        self.put(Scan, self.ended_rows())
        self.put(Scan, self.waiting_rows())
        self.put(MeasurementBucket, self.bucket_rows())
        self.put(AuditEntry, self.audit_rows())
        self.add_attempts()
        self.tidy()

    def tidy(self) -> None:
        """As autovacuum leaves it, and as SQLite's planner wants it."""
        is_sqlite = db.engine.dialect.name == "sqlite"
        with db.engine.connect() as connection:
            own = connection.execution_options(isolation_level="AUTOCOMMIT")
            own.execute(text("ANALYZE" if is_sqlite else "VACUUM ANALYZE"))

    def put(self, model: type[Any], rows: Iterator[Row]) -> None:
        table: Table = model.__table__
        while batch := list(islice(rows, BATCH)):
            with db.engine.begin() as connection:
                connection.execute(insert(table), batch)

    def user_rows(self) -> Iterator[Row]:
        for number, user_id in enumerate(self.users):
            yield {
                "id": user_id,
                "email": f"user{number}@example.com",
                "password_hash": "none",
                "created_at": self.now - timedelta(days=200),
            }

    def scan_row(self, created: datetime) -> Row:
        user = self.random.choice(self.users) if self.random.random() < 0.4 else None
        host = f"www{self.random.randrange(HOSTS)}.example.com"
        return {
            "id": uuid.UUID(int=self.random.getrandbits(128)),
            "public_id": secrets.token_urlsafe(24),
            "url": f"https://{host}/page/{self.random.randrange(10**6)}",
            "host": host,
            "user_id": user,
            "sender": f"user {user}" if user else f"address {host}",
            "queue": HIGH if user else DEFAULT,
            "created_at": created,
            "enqueued_at": created,
            "due_at": created,
            "progress": 100,
            "queries": [],
        }

    def ended_rows(self) -> Iterator[Row]:
        shares = [share for *_, share in ENDS]
        for number in range(self.scans - self.waiting):
            age = timedelta(days=90) * (1 - number / self.scans)
            created = self.now - age - timedelta(hours=2)
            status, code, _ = self.random.choices(ENDS, shares)[0]
            yield self.scan_row(created) | {
                "status": status,
                "error_code": code,
                "error_message": f"It ended in {code}." if code else None,
                "attempt": 1,
                "tries": 1,
                "enqueues": 0,
                "started_at": created + timedelta(seconds=2),
                "finished_at": created + timedelta(seconds=8),
            }

    def waiting_rows(self) -> Iterator[Row]:
        for number in range(self.waiting):
            created = self.now - timedelta(seconds=3600 - number * 3000 / self.waiting)
            row = self.scan_row(created)
            if number % 2:
                row["queue"] = LOW
            yield row | {
                "status": "QUEUED",
                "progress": 0,
                "is_held": number % 50 != 0,
            }

    def bucket_rows(self) -> Iterator[Row]:
        minute = self.now.replace(second=0, microsecond=0)
        labels = (
            [(Measure.ACCEPTED, name) for name in (HIGH, DEFAULT, LOW)]
            + [(Measure.WAIT, name) for name in (HIGH, DEFAULT, LOW)]
            + [(Measure.STEP, step) for step in (*Step, FULL)]
            + [(Measure.SCAN, status) for status, *_ in ENDS]
            + [(Measure.ERROR, code) for _, code, _ in ENDS if code]
        )
        spans = (
            ("minute", minute, timedelta(minutes=1), 2 * 24 * 60),
            ("hour", minute.replace(minute=0), timedelta(hours=1), 90 * 24),
        )
        keys = dict.fromkeys(labels)
        for period, latest, length, number in spans:
            for place in range(number):
                for name, label in keys:
                    yield self.bucket(period, latest - place * length, name, label)

    def bucket(self, period: str, start: datetime, name: str, label: str) -> Row:
        counts: dict[str, int] = {}
        for _ in range(12):
            index = str(bound_index(self.random.lognormvariate(0, 1)))
            counts[index] = counts.get(index, 0) + 1
        return {
            "period": period,
            "starts_at": start,
            "name": name,
            "label": label,
            "number": 12,
            "seconds": 15.0,
            "histogram": counts,
        }

    def audit_rows(self) -> Iterator[Row]:
        for number in range(20_000):
            yield {
                "at": self.now - timedelta(minutes=20_000 - number),
                "email": "olga@example.com",
                "address": "127.0.0.1",
                "action": "scan.retry",
                "target": f"www{number}.example.com",
                "number": 1,
                "detail": "",
            }

    def add_attempts(self) -> None:
        with db.engine.begin() as connection:
            connection.execute(text(ADD_ATTEMPTS))
            connection.execute(text(ADD_LETTERS))
