"""Webhook messages that wait: counted, told to Prometheus, and told of when late."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.prometheus import values
from webapp.domain.queue_names import LOW, QUEUES
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint, WorkerHeartbeat
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import leadership, workers
from webapp.services.operations.figures import Figures
from webapp.services.operations.flow import Flow, QueueFlow, look
from webapp.services.operations.plain_words import sentences
from webapp.services.webhooks.waiting import Waiting

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
Make = Callable[..., None]


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "METRICS_ALLOWED_NETWORKS": "127.0.0.0/8"}


@pytest.fixture
def make(app: Flask, alice: User) -> Make:
    """An endpoint of Alice with messages that are due at these seconds from now."""

    @transactional
    def store(due: tuple[int, ...], user: User, columns: dict[str, Any]) -> None:
        endpoint = WebhookEndpoint(
            user_id=user.id,
            url="https://hook.example/",
            events="",
            secret="sealed",
            created_at=db_now(),
            **columns,
        )
        db.session.add(endpoint)
        db.session.flush()
        for seconds in due:
            db.session.add(
                WebhookDelivery(
                    endpoint_id=endpoint.id,
                    event="scan.failed",
                    body="{}",
                    status="waiting",
                    created_at=db_now(seconds),
                    due_at=db_now(seconds),
                )
            )

    def run(*due: int, user: User = alice, **columns: Any) -> None:
        with app.app_context():
            store(due, user, columns)

    return run


@transactional
def disable(user: User) -> None:
    db.session.get_one(User, user.id).is_disabled = True


@pytest.mark.usefixtures("on_both_databases")
class TestCounted:
    def seen(self, app: Flask) -> tuple[int, float | None]:
        with app.app_context():
            found = look()
            return found.webhooks.number, found.webhooks_age

    def test_nothing(self, app: Flask) -> None:
        assert self.seen(app) == (0, None)

    def test_what_is_due_and_not_what_is_tried_later(
        self, app: Flask, make: Make
    ) -> None:
        make(-400, -10, 60)
        number, age = self.seen(app)
        assert number == 2
        assert 400 <= (age or 0) < 430

    def test_what_nobody_would_send_now(
        self, app: Flask, make: Make, bob: User
    ) -> None:
        """To a webhook that is off, one that wants a rest, one of a disabled user."""
        make(-400, disabled_at=db_now())
        make(-400, rests_until=db_now(60))
        make(-400, user=bob)
        with app.app_context():
            disable(bob)
        assert self.seen(app) == (0, None)

    def test_a_rest_is_no_delay_of_ours(self, app: Flask, make: Make) -> None:
        make(-4000, rests_until=db_now(-20))
        number, age = self.seen(app)
        assert number == 1
        assert 20 <= (age or 0) < 50

    def test_prometheus_is_told(self, client: FlaskClient, make: Make) -> None:
        def told() -> tuple[float, float]:
            found = values(client.get("/metrics").text)
            oldest = found["xenlixai_webhooks_oldest_waiting_seconds", ()]
            return found["xenlixai_webhooks_waiting", ()], oldest

        assert told() == (0, 0)
        make(-400, -10)
        number, oldest = told()
        assert number == 2
        assert 400 <= oldest < 430

    def test_the_overview_says_so(
        self, app: Flask, olga: FlaskClient, make: Make
    ) -> None:
        with app.app_context():
            workers.beat(workers.Beat("w1", 1, "0", QUEUES, "idle", None))
            leadership.lead("here/1")
        make(-290)
        assert "webhook message" not in olga.get("/ops/").text
        make(-310)
        text = "2 webhook messages wait, the oldest for over 5 minutes: "
        assert f"{text}1 worker serves xenlixai_low, which" in olga.get("/ops/").text


@pytest.fixture
def flow() -> Flow:
    """All is well but for one message."""
    worker = WorkerHeartbeat(name="w1", host="box", seen_at=NOW, is_draining=False)
    found = [QueueFlow(name, workers=2, jobs=0) for name in QUEUES]
    names = {queue.name: queue for queue in found}
    late = Waiting(1, NOW - timedelta(seconds=700))
    return Flow(NOW, found, [worker], [], True, names=names, webhooks=late)


def told(flow: Flow) -> tuple[str, str]:
    (sentence,) = sentences(flow, Figures("1h", 60, {}, []), {})
    return sentence.level, sentence.text


WAITS = "1 webhook message waits, the oldest for over 11 minutes"


def test_workers_that_are_behind(flow: Flow) -> None:
    text = f"{WAITS}: 2 workers serve xenlixai_low, which sends them."
    assert told(flow) == ("warn", text)


def test_a_queue_that_nobody_serves(flow: Flow) -> None:
    flow.names[LOW].workers = 0
    assert told(flow) == ("bad", f"{WAITS}: no worker serves xenlixai_low.")


def test_a_paused_queue(flow: Flow) -> None:
    flow.names[LOW].is_paused = True
    found = sentences(flow, Figures("1h", 60, {}, []), {})
    assert ("warn", f"{WAITS}: xenlixai_low is paused.") in [
        (sentence.level, sentence.text) for sentence in found
    ]


@pytest.mark.parametrize(("seconds", "level"), [(299, "good"), (300, "warn")])
def test_five_minutes_are_late(flow: Flow, seconds: int, level: str) -> None:
    flow.webhooks = Waiting(1, NOW - timedelta(seconds=seconds))
    assert told(flow)[0] == level
