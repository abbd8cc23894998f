"""The scheduler: its leader moves due retries, reconciles and starts cron slots.

Two or more may run; a database lease decides which one works. RQ's own scheduler locks
are not used: one whose holder was killed keeps retries waiting for a minute or more.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Callable

from redis.exceptions import RedisError
from rq.scheduler import RQScheduler
from sqlalchemy.exc import SQLAlchemyError

from webapp import queues
from webapp.domain.queue_names import QUEUES
from webapp.extensions import db
from webapp.services import cron, leadership, schema
from webapp.services.current import settings
from webapp.services.reconciler import Reconciler

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0
LEAD_SECONDS = 5.0
RECONCILE_SECONDS = 5.0
CRON_SECONDS = 10.0


class Every:
    """Runs a function when its period has passed since the last time."""

    def __init__(self, seconds: float, function: Callable[[], object]) -> None:
        self.seconds = seconds
        self.function = function
        self.last = float("-inf")

    def run(self) -> None:
        now = time.monotonic()
        if now - self.last >= self.seconds:
            self.last = now
            self.function()


class Scheduler:
    """The loop of one scheduler process."""

    def __init__(self) -> None:
        self.holder = f"{socket.gethostname()}/{os.getpid()}"
        self.stop = threading.Event()
        self.is_leader = False
        self.duties: list[Every] = []
        self.told: dict[str, float] = {}

    def run(self) -> None:
        """Work until SIGTERM or SIGINT; outages are told once and waited out."""
        schema.wait_until_ready()  # while it waits, a signal ends it at once
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        log.info("scheduler: ready")
        seek = Every(LEAD_SECONDS, self.seek_lead)
        while not self.stop.is_set():
            self.guarded(seek.run)
            if self.is_leader:
                for duty in self.duties:
                    self.guarded(duty.run)
            self.stop.wait(TICK_SECONDS)
        if self.is_leader:
            self.guarded(lambda: leadership.resign(self.holder))

    def guarded(self, duty: Callable[[], object]) -> None:
        """Neither an outage nor a mistake may end the process: honcho would stop
        everything, and retries and lost scans would wait for a person."""
        try:
            duty()
        except (RedisError, SQLAlchemyError) as error:
            if self.is_news(text := str(error).splitlines()[0]):
                log.warning("scheduler: waiting: %s", text)
        except Exception as error:  # the next tick may go well; told with its place
            if self.is_news(f"{duty!r} {error!r}"):
                log.exception("scheduler: a duty failed")
        finally:
            db.session.remove()

    def is_news(self, text: str) -> bool:
        """What fails, fails the same way at every tick: say it now and then."""
        now = time.monotonic()
        self.told = {
            told: at
            for told, at in self.told.items()
            if now - at <= schema.TELL_SECONDS
        }
        if text in self.told:
            return False
        self.told[text] = now
        return True

    def seek_lead(self) -> None:
        was_leader, self.is_leader = self.is_leader, False
        self.is_leader = leadership.lead(self.holder)
        if self.is_leader and not was_leader:
            log.info("scheduler: leading as %s", self.holder)
            self.duties = new_duties()


def new_duties() -> list[Every]:
    """The leader's work, with the memory of a new leader: none."""
    reconciler = Reconciler()
    return [
        Every(TICK_SECONDS, move_due_retries),
        Every(RECONCILE_SECONDS, reconciler.run),
        Every(CRON_SECONDS, cron.run_due),
    ]


def move_due_retries() -> None:
    """Put jobs whose retry is due from RQ's scheduled registries onto their queues."""
    connection = queues.connect(settings(), fail_fast=True)
    queues.drop_unreadable(connection)
    mover = RQScheduler(
        QUEUES,
        connection=connection,
        logging_level=logging.WARNING,
        serializer=queues.SERIALIZER,
    )
    mover.prepare_registries(QUEUES)
    try:
        mover.enqueue_scheduled_jobs()  # type: ignore[no-untyped-call]
    finally:
        mover.connection.close()
        connection.close()
