"""One running copy of the product under load, and what can be done to it."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from config import load_settings
from faults import journal
from faults.checker import Evidence
from faults.load import Load
from faults.target import Target
from support.pids import children, is_alive
from support.postgres import Postgres
from support.stack import Stack, wait_for
from webapp.domain.queue_names import QUEUES

WORKERS = ("worker0", "worker1")
LEASE_SECONDS = 3
#: Nothing lies in Redis for so long: nothing will.
QUIET_SECONDS = 1.5
BASE = {
    "SCAN_LEASE_SECONDS": str(LEASE_SECONDS),
    "SCAN_JOB_TIMEOUT": "20",
    "RETRY_SECONDS": "1 2 3",
    "SECRET_KEY": "a key for tests, long enough",
}


class Scene:
    """``stack`` and ``load`` run; ``lifted_at`` is when the last harm was over."""

    def __init__(
        self, folder: Path, postgres: Postgres | None, environ: dict[str, str]
    ) -> None:
        own = BASE | environ
        if postgres is not None:
            own["DATABASE_URL"] = postgres.new_database()
        own["FAIL_FOLDER"] = str(folder / "died")
        self.postgres = postgres
        self.stack = Stack(folder, own)
        self.target = Target()
        self.expected: dict[str, str] = {}
        self.may_stay: frozenset[str] = frozenset()
        self.notes: list[str] = []
        self.lifted_at = 0.0

    def start(self, rate: float) -> None:
        stack = self.stack
        stack.start_all(workers=len(WORKERS), is_faulty=True)
        self.engine = self.open_engine()
        journal.begin(self.engine)
        token = stack.make_user()
        self.load = Load(stack.url, token, self.target.urls(), rate)

    def open_engine(self) -> Engine:
        return create_engine(load_settings(self.stack.environ).database_url)

    def stop(self) -> None:
        self.stack.stop()
        self.target.close()
        if hasattr(self, "engine"):
            self.engine.dispose()

    # -- processes

    def begin(self, name: str) -> None:
        """Start a process that was ended, under its old name."""
        kind = name.rstrip("0123456789")
        self.stack.start(kind if kind == "redis" else f"faulty {kind}", name)

    def pid(self, name: str) -> int:
        return self.stack.processes[name].pid

    def horse(self, name: str = "worker0", seconds: float = 20) -> int:
        """A work horse of this worker, waited for."""
        found = wait_for(
            lambda: children(self.pid(name)), f"a horse of {name}", seconds
        )
        assert isinstance(found, list)
        return int(found[0])

    def redis(self) -> Redis:
        path = load_settings(self.stack.environ).redis_url
        return Redis.from_url(path, socket_timeout=20)

    def wait_for_redis(self) -> None:
        wait_for(self.answers, "Valkey answers", 20)

    def answers(self) -> bool:
        try:
            return bool(self.redis().ping())
        except RedisError:
            return False

    # -- waiting and judging

    def count_open(self) -> int:
        """Accepted scans that are not at their end; -1 where the database is away."""
        statement = text(
            "SELECT count(*) FROM scans WHERE status IN ('QUEUED', 'RUNNING') OR "
            "(status = 'TEASER_READY' AND user_id IS NOT NULL)"
        )
        try:
            with self.engine.connect() as connection:
                return int(connection.execute(statement).scalar_one())
        except SQLAlchemyError:
            return -1

    def query(self, statement: str) -> list[tuple[object, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]

    def settle(self, bound: float) -> None:
        """Wait until everything that was accepted is at its end, at most ``bound``
        seconds; the checker names what is not."""
        deadline = time.monotonic() + bound
        while self.count_open() and time.monotonic() < deadline:
            time.sleep(0.25)
        # A job is over a moment after its scan; one of a killed worker comes back once
        # more when RQ misses its heartbeat, and ends at once.
        quiet_since = time.monotonic()
        while time.monotonic() < min(deadline, quiet_since + QUIET_SECONDS):
            if any(self.left_over().values()):
                quiet_since = time.monotonic()
            time.sleep(0.25)

    def left_over(self) -> dict[str, int]:
        """Jobs that wait or run, by place. What failed for good stays for people."""
        client, found = self.redis(), {}
        for queue in QUEUES:
            found[f"queue {queue}"] = client.llen(f"rq:queue:{queue}")
            found[f"intermediate {queue}"] = client.llen(
                f"rq:queue:{queue}:intermediate"
            )
            found[f"started {queue}"] = client.zcard(f"rq:wip:{queue}")
            found[f"scheduled {queue}"] = client.zcard(f"rq:scheduled:{queue}")
        return {
            place: number
            for place, number in found.items()
            if place.split()[0] not in self.may_stay
        }

    def orphans(self) -> list[int]:
        """Processes of this copy whose parent is neither of it nor this one."""
        wanted = f"VAR_DIR={self.stack.environ['VAR_DIR']}".encode()
        found = []
        for path in Path("/proc").glob("[0-9]*/environ"):
            pid = int(path.parent.name)
            try:
                is_ours = wanted in path.read_bytes().split(b"\0")
            except OSError:
                continue
            if is_ours and is_alive(pid) and parent_of(pid) == 1:
                found.append(pid)
        return found

    def evidence(self, statuses: frozenset[int]) -> Evidence:
        return Evidence(
            accepted=list(self.load.accepted),
            scans=journal.read_scans(self.engine),
            writes=journal.read(self.engine),
            answers=Counter(answer.status for answer in self.load.answers),
            statuses=statuses,
            left_over=self.left_over(),
            orphans=self.orphans(),
            refused=len(self.load.refused),
            expected=self.expected,
        )

    def seconds_to_recover(self, evidence: Evidence) -> float:
        """From the end of the harm until what was accepted before was at its end."""
        before = {
            accepted.public_id
            for accepted in evidence.accepted
            if accepted.at < self.lifted_at and accepted.kind not in self.expected
        }
        ends = [
            scan.finished_at
            for scan in evidence.scans
            if scan.public_id in before and scan.finished_at
        ]
        return max([0.0, *(end - self.lifted_at for end in ends)])


def parent_of(pid: int) -> int:
    stat = Path(f"/proc/{pid}/stat").read_text()
    return int(stat.rpartition(")")[2].split()[1])


def send(pid: int, number: signal.Signals) -> None:
    """A signal to a process that may have ended by itself in this moment."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
