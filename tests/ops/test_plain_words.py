"""What the overview says, for each thing that can be wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webapp.domain.queue_names import QUEUES
from webapp.models import WorkerHeartbeat
from webapp.services.operations.figures import Figures
from webapp.services.operations.flow import Flow, QueueFlow
from webapp.services.operations.plain_words import NEWS_SECONDS, sentences

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def worker(queues: str = ",".join(QUEUES), age: int = 1) -> WorkerHeartbeat:
    return WorkerHeartbeat(
        name="0123456789abcdef",
        host="box",
        queues=queues,
        seen_at=NOW - timedelta(seconds=age),
        is_draining=False,
    )


@pytest.fixture
def flow() -> Flow:
    """A quiet service in good order."""
    found = [QueueFlow(name, workers=1, jobs=0) for name in QUEUES]
    names = {queue.name: queue for queue in found}
    return Flow(NOW, found, [worker()], [], True, cap=100, names=names)


@pytest.fixture
def recent() -> Figures:
    return Figures("1h", 60, {}, [])


def told(flow: Flow, recent: Figures, **lately: int) -> list[tuple[str, str]]:
    return [(s.level, s.text) for s in sentences(flow, recent, lately)]


def wait(flow: Flow, name: str, number: int, seconds: int) -> QueueFlow:
    queue = flow.names[name]
    queue.waiting, queue.oldest_due = number, NOW - timedelta(seconds=seconds)
    return queue


def test_all_is_well(flow: Flow, recent: Figures) -> None:
    text = "All is well: nothing waits, 1 worker ready."
    assert told(flow, recent) == [("good", text)]


def test_a_short_wait_is_well(flow: Flow, recent: Figures) -> None:
    wait(flow, "xenlixai_high", 3, 59)
    flow.names["xenlixai_high"].running = 2
    text = "All is well: 2 scans running, 3 waiting, 1 worker."
    assert told(flow, recent) == [("good", text)]


def later(flow: Flow, number: int, seconds: float) -> None:
    queue = flow.names["xenlixai_high"]
    queue.later, queue.next_due = number, NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("number", "seconds", "text"),
    [
        (1, 24.2, "1 scan is due in 25 s"),
        (1, 0, "1 scan is due in 1 s"),
        (3, 119, "3 scans are due later, the next in 119 s"),
        (1, 180, "1 scan is due in 3 minutes"),
    ],
)
def test_what_is_due_later_is_told_of(
    flow: Flow, recent: Figures, number: int, seconds: float, text: str
) -> None:
    later(flow, number, seconds)
    whole = f"All is well: nothing waits now, {text}, 1 worker ready."
    assert told(flow, recent) == [("good", whole)]


def test_the_next_of_several_queues_is_told_of(flow: Flow, recent: Figures) -> None:
    later(flow, 1, 50)
    other = flow.names["xenlixai_low"]
    other.later, other.next_due = 2, NOW + timedelta(seconds=9)
    assert "3 scans are due later, the next in 9 s" in told(flow, recent)[0][1]


def test_later_beside_what_runs(flow: Flow, recent: Figures) -> None:
    later(flow, 2, 30)
    flow.names["xenlixai_high"].running = 1
    text = "All is well: 1 scan running, 0 waiting, 2 due later, 1 worker."
    assert told(flow, recent) == [("good", text)]


def test_a_queue_that_nobody_serves(flow: Flow, recent: Figures) -> None:
    wait(flow, "xenlixai_low", 2, 61).workers = 0
    text = "2 scans wait in xenlixai_low, the oldest for over 1 minute: "
    assert told(flow, recent) == [("bad", text + "no worker serves xenlixai_low.")]


def test_a_backlog(flow: Flow, recent: Figures) -> None:
    wait(flow, "xenlixai_high", 1, 130)
    text = "1 scan waits in xenlixai_high, the oldest for over 2 minutes: "
    assert told(flow, recent) == [("warn", text + "1 worker at work there.")]


def test_no_worker(flow: Flow, recent: Figures) -> None:
    flow.workers = []
    assert told(flow, recent)[0] == (
        "bad",
        "No worker is running: scans wait. Start python worker.py.",
    )


def silent(seconds: int) -> str:
    name = "Worker 0123456789ab on box has been silent"
    return f"{name} for {seconds} s: what it ran goes to another one."


def test_the_only_worker_is_silent(flow: Flow, recent: Figures) -> None:
    flow.workers, flow.quiet = [], [worker(age=400)]
    text = "No worker is running: scans wait. Start python worker.py."
    assert told(flow, recent) == [("bad", text), ("warn", silent(400))]


def test_a_silent_worker(flow: Flow, recent: Figures) -> None:
    flow.quiet = [worker(age=13)]
    assert told(flow, recent) == [("warn", silent(13))]


def test_a_silent_worker_is_no_news_after_a_while(flow: Flow, recent: Figures) -> None:
    flow.quiet = [worker(age=NEWS_SECONDS)]
    assert [level for level, _ in told(flow, recent)] == ["good"]


def test_redis_and_scheduler_away(flow: Flow, recent: Figures) -> None:
    flow.has_redis = flow.is_led = False
    found = told(flow, recent)
    assert [level for level, _ in found] == ["bad", "bad"]
    assert found[0][1].startswith("Redis does not answer")
    assert found[1][1].startswith("No scheduler leads")


def test_a_duty_that_fails(flow: Flow, recent: Figures) -> None:
    flow.failing = ["measurements", "retries"]
    text = "What the scheduler does fails (measurements and retries): see the schedule."
    assert told(flow, recent) == [("bad", text)]


def test_every_worker_drained(flow: Flow, recent: Figures) -> None:
    flow.workers[0].is_draining = True
    found = told(flow, recent)
    assert found[0][0] == "bad"
    assert found[0][1].startswith("Every worker drains or has drained")


def test_a_full_and_a_suspended_redis(flow: Flow, recent: Figures) -> None:
    flow.is_full = flow.is_suspended = True
    found = [text for _, text in told(flow, recent)]
    assert found[0].startswith("RQ is suspended")
    assert found[1].startswith("Redis is full (maxmemory)")


def test_an_eviction_policy_that_loses_jobs(flow: Flow, recent: Figures) -> None:
    flow.evicts = "allkeys-lru"
    assert "allkeys-lru" in told(flow, recent)[0][1]


def test_a_paused_queue_is_no_backlog(flow: Flow, recent: Figures) -> None:
    wait(flow, "xenlixai_low", 5, 900).is_paused = True
    text = "xenlixai_low is paused: 5 scans wait there."
    assert told(flow, recent) == [("warn", text)]


@pytest.mark.parametrize(
    ("number", "level"), [(79, "good"), (80, "warn"), (99, "warn"), (100, "bad")]
)
def test_room(flow: Flow, recent: Figures, number: int, level: str) -> None:
    flow.open_scans = number
    assert told(flow, recent)[0][0] == level


def test_lost_leases_and_repairs(flow: Flow, recent: Figures) -> None:
    flow.overdue_leases = 1
    found = told(flow, recent, repair=2)
    assert found[0][1].startswith("1 running scan lost touch with its worker")
    assert found[1][1].startswith("2 scans lost a worker or a job")


def test_given_up_scans(flow: Flow, recent: Figures) -> None:
    assert "1 scan given up" in told(flow, recent, dead_letter=1)[0][1]


@pytest.mark.parametrize(("failed", "is_told"), [(9, False), (10, True)])
def test_many_errors(flow: Flow, recent: Figures, failed: int, is_told: bool) -> None:
    recent.numbers["scan", "ERROR_CRAWL"] = failed
    recent.numbers["scan", "FULL_READY"] = 10
    recent.numbers["error", "http_404"] = failed
    found = told(flow, recent)
    assert (found[0][0] == "warn") is is_told
    if is_told:
        text = "10 of 20 scans of the last hour ended in an error, most in http_404."
        assert found[0][1] == text


def test_the_worst_comes_first(flow: Flow, recent: Figures) -> None:
    flow.quiet, flow.is_led = [worker(age=13)], False
    assert [level for level, _ in told(flow, recent)] == ["bad", "warn"]
