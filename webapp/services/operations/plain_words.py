"""What an operator should know now, as sentences; the worst first.

Each says what is so, what follows, and where it helps, what to do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.domain.counted import counted, listed
from webapp.domain.measures import Measure
from webapp.domain.queue_names import LOW
from webapp.services.operations.figures import Figures
from webapp.services.operations.flow import Flow, QueueFlow

BAD, WARN, GOOD = "bad", "warn", "good"
MINUTE = 60
#: A wait longer than this is told of.
LONG_WAIT = MINUTE
#: Of a webhook's message: scans go before it.
LONG_WEBHOOK_WAIT = 5 * MINUTE
#: Where others work, a worker that fell silent is news for so long; the workers' page
#: shows it for longer.
NEWS_SECONDS = 120
#: From this share of ``QUEUE_CAP`` on.
NEARLY_FULL = 0.8
#: Errors are told of from this share on, where so many scans ended.
MANY_ERRORS, ENOUGH_SCANS = 0.5, 10


@dataclass(frozen=True)
class Sentence:
    """``level`` is bad, warn or good."""

    level: str
    text: str


def sentences(flow: Flow, recent: Figures, lately: dict[str, int]) -> list[Sentence]:
    """``recent`` is the last hour; ``lately`` what went wrong in the last minute or
    two: numbers by ``Measure``."""
    found = [
        *about_redis(flow),
        *about_workers(flow),
        *about_scheduler(flow),
        *about_queues(flow),
        *about_webhooks(flow),
        *about_room(flow),
        *about_losses(flow, lately),
        *about_errors(recent),
    ]
    order = (BAD, WARN, GOOD)
    found.sort(key=lambda sentence: order.index(sentence.level))
    return found or [Sentence(GOOD, all_well(flow))]


def all_well(flow: Flow) -> str:
    workers = counted(len(flow.taking), "worker")
    if not flow.waiting and not flow.running:
        waits = (
            f"nothing waits now, {due_later(flow)}" if flow.later else "nothing waits"
        )
        return f"All is well: {waits}, {workers} ready."
    now = f"{counted(flow.running, 'scan')} running, {flow.waiting} waiting"
    now += f", {flow.later} due later" if flow.later else ""
    return f"All is well: {now}, {workers}."


def due_later(flow: Flow) -> str:
    """Scans that wait for a time: a retry, or a site that is busy."""
    soon = in_time(flow.next_in or 0)
    if flow.later == 1:
        return f"1 scan is due {soon}"
    return f"{flow.later:,} scans are due later, the next {soon}"


def in_time(seconds: float) -> str:
    if seconds < 2 * MINUTE:
        return f"in {max(1, math.ceil(seconds))} s"
    return f"in {int(seconds // MINUTE)} minutes"


def about_redis(flow: Flow) -> Iterator[Sentence]:
    if not flow.has_redis:
        text = "Redis does not answer: accepted scans wait until it does, none is lost."
        yield Sentence(BAD, text)
    if flow.is_suspended:
        text = "RQ is suspended: no worker takes a job. Type: flask --app webapp rq "
        yield Sentence(BAD, text + "resume.")
    if flow.is_full:
        text = "Redis is full (maxmemory): it takes no jobs. Give it more memory."
        yield Sentence(BAD, text)
    if flow.evicts:
        text = f"Redis may drop queued jobs (maxmemory-policy {flow.evicts}): "
        yield Sentence(BAD, text + "set noeviction.")


def about_workers(flow: Flow) -> Iterator[Sentence]:
    if not flow.workers:
        yield Sentence(BAD, "No worker is running: scans wait. Start python worker.py.")
    elif not flow.taking:
        text = "Every worker drains or has drained: scans wait. Resume one, or start "
        yield Sentence(BAD, text + "another.")
    for worker in flow.quiet:
        age = int((flow.now - worker.seen_at).total_seconds())
        if age < NEWS_SECONDS or not flow.workers:
            text = f"Worker {worker.name[:12]} on {worker.host} has been silent for "
            yield Sentence(WARN, f"{text}{age} s: what it ran goes to another one.")


def about_scheduler(flow: Flow) -> Iterator[Sentence]:
    if not flow.is_led:
        text = "No scheduler leads: failed tries and lost jobs wait, and figures stand "
        yield Sentence(BAD, text + "still. Start flask --app webapp scheduler.")
    elif flow.failing:
        duties = listed(flow.failing)
        text = f"What the scheduler does fails ({duties}): see the schedule."
        yield Sentence(BAD, text)


def about_queues(flow: Flow) -> Iterator[Sentence]:
    for queue in flow.queues:
        if queue.is_paused:
            yield Sentence(
                WARN, f"{queue.name} is paused: {scans(queue.waiting)} there."
            )
            continue
        age = flow.oldest_age(queue)
        if not queue.waiting or age is None or age < LONG_WAIT:
            continue
        yield Sentence(*long_wait(queue, flow, age))


def long_wait(queue: QueueFlow, flow: Flow, age: float) -> tuple[str, str]:
    waits = f"{scans(queue.waiting)} in {queue.name}, the oldest for over "
    waits += counted(int(age // 60), "minute")
    if flow.workers and not queue.workers:
        return BAD, f"{waits}: no worker serves {queue.name}."
    if not flow.workers:
        return BAD, f"{waits}."
    return WARN, f"{waits}: {counted(queue.workers, 'worker')} at work there."


def scans(number: int) -> str:
    return f"{number} scan waits" if number == 1 else f"{number} scans wait"


def about_webhooks(flow: Flow) -> Iterator[Sentence]:
    number, age = flow.webhooks.number, flow.webhooks_age
    if age is None or age < LONG_WEBHOOK_WAIT:
        return
    queue = flow.names[LOW]
    waits = f"{counted(number, 'webhook message')} {'waits' if number == 1 else 'wait'}"
    waits += f", the oldest for over {counted(int(age // MINUTE), 'minute')}: "
    if queue.is_paused:
        yield Sentence(WARN, f"{waits}{LOW} is paused.")
    elif not queue.workers:
        yield Sentence(BAD, f"{waits}no worker serves {LOW}.")
    else:
        serving = counted(queue.workers, "worker")
        serving += " serves" if queue.workers == 1 else " serve"
        yield Sentence(WARN, f"{waits}{serving} {LOW}, which sends them.")


def about_room(flow: Flow) -> Iterator[Sentence]:
    if not flow.cap or flow.open_scans < NEARLY_FULL * flow.cap:
        return
    text = f"{flow.open_scans} scans are open, of at most {flow.cap} (QUEUE_CAP)"
    if flow.open_scans >= flow.cap:
        yield Sentence(BAD, f"{text}: new ones are refused with 503.")
    else:
        yield Sentence(WARN, f"{text}: beyond that new ones are refused.")


def about_losses(flow: Flow, lately: dict[str, int]) -> Iterator[Sentence]:
    if flow.overdue_leases:
        lost = counted(flow.overdue_leases, "running scan")
        yield Sentence(WARN, f"{lost} lost touch with its worker; it is taken back.")
    if number := lately.get(Measure.REPAIR, 0):
        text = f"{counted(number, 'scan')} lost a worker or a job in the last minutes "
        yield Sentence(WARN, text + "and went back to the queue.")
    if number := lately.get(Measure.DEAD_LETTER, 0):
        text = f"{counted(number, 'scan')} given up in the last minutes: see the dead "
        yield Sentence(WARN, text + "letters.")


def about_errors(recent: Figures) -> Iterator[Sentence]:
    ended, failed = recent.ended, recent.ended_in_error
    if ended < ENOUGH_SCANS or failed < MANY_ERRORS * ended:
        return
    codes = listed(list(recent.all_of(Measure.ERROR))[:3])
    text = f"{failed} of {ended} scans of the last hour ended in an error, most in "
    yield Sentence(WARN, f"{text}{codes}.")
