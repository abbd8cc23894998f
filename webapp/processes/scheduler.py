"""The scheduler: its leader moves due retries, reconciles and starts cron slots.

Two or more may run; a database lease decides which one works. RQ's own scheduler locks
are not used: one whose holder was killed keeps retries waiting for a minute or more.
"""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import astuple
from functools import partial

from redis.exceptions import RedisError
from rq.scheduler import RQScheduler
from sqlalchemy.exc import SQLAlchemyError

from webapp import queues
from webapp.domain.queue_names import QUEUES
from webapp.extensions import db
from webapp.services import cron, duties, leadership, line, measurements, pauses, schema
from webapp.services.alerts import asking as alert_asking
from webapp.services.current import settings
from webapp.services.duties import Diary, Duty
from webapp.services.reconciler import Reconciler
from webapp.services.schedules import running
from webapp.services.sites import asking as site_asking
from webapp.services.webhooks import asking

log = logging.getLogger(__name__)

TICK_SECONDS = 1.0


class Every:
    """Does a duty when its period has passed since the last time; ``function`` may
    give the number of what it did."""

    def __init__(self, duty: Duty, function: Callable[[], int | None]) -> None:
        self.duty = duty
        self.function = function
        self.last = float("-inf")

    def run(self, diary: Diary) -> None:
        now = time.monotonic()
        if now - self.last >= self.duty.seconds:
            self.last = now
            with diary.watch(self.duty.name) as run:
                if number := self.function():
                    run.message = f"{self.duty.done}: {number}"


class Scheduler:
    """The loop of one scheduler process."""

    def __init__(self) -> None:
        self.holder = duties.this_process()
        self.diary = Diary(self.holder)
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
        seek = Every(duties.LEAD, self.seek_lead)
        while not self.stop.is_set():
            self.tick(seek)
            self.stop.wait(TICK_SECONDS)
        if self.is_leader:
            self.guarded(lambda: leadership.resign(self.holder))

    def tick(self, seek: Every) -> None:
        """What is due now; the leader alone writes down what it did."""
        self.guarded(partial(seek.run, self.diary))
        if not self.is_leader:
            return
        for duty in self.duties:
            self.guarded(partial(duty.run, self.diary))
        self.guarded(self.diary.write)

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
            with self.diary.watch(duties.TAKEOVER):
                self.duties = new_duties()


def new_duties() -> list[Every]:
    """The leader's work, with the memory of a new leader: none."""
    reconciler = Reconciler()
    return [
        Every(duties.RETRIES, move_due_retries),
        Every(duties.RECONCILE, lambda: sum(astuple(reconciler.run()))),
        Every(duties.TURNS, line.look_after),
        Every(duties.MEASUREMENTS, measurements.sum_up),
        Every(duties.PAUSES, pauses.copy_to_redis),
        Every(duties.CRON, cron.run_due),
        Every(duties.WEBHOOKS, asking.ask),
        Every(duties.SITES, site_asking.look_after),
        Every(duties.SCHEDULES, running.run_due),
        Every(duties.ALERTS, alert_asking.ask),
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
