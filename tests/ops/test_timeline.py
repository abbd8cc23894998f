"""/ops/scans/<id>: what a scan is, what may be done, and each attempt at it."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from support.browser import post, sign_in
from support.scans import HOSTILE, make_scan
from webapp.domain.role import Role
from webapp.extensions import db
from webapp.models import AuditEntry, Scan, ScanAttempt, User
from webapp.models.clock import db_now
from webapp.models.scan import DOMAIN_BUSY
from webapp.models.transactions import transactional
from webapp.services import accounts

pytestmark = pytest.mark.usefixtures("on_both_databases")
STEPS = [{"step": "CRAWL", "seconds": 3.0}, {"step": "PARSE", "seconds": 1.0}]


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "REDIS_URL": "unix:///nowhere/v.sock"}


@pytest.fixture
def olga(client: FlaskClient, operator: User) -> FlaskClient:
    sign_in(client, operator)
    return client


def make(app: Flask, *attempts: dict[str, Any], **columns: Any) -> uuid.UUID:
    """A scan and its attempts; an attempt began 10 s after it was due, 2 s long."""
    public_id = make_scan(app, attempt=len(attempts), **columns)

    @transactional
    def add() -> uuid.UUID:
        chosen = select(Scan.id).where(Scan.public_id == public_id)
        scan_id = db.session.scalars(chosen).one()
        for number, values in enumerate(attempts, 1):
            row: dict[str, Any] = {
                "holder": f"worker-{number}/99",
                "queue": "xenlixai_queue",
                "due_at": db_now(-30),
                "started_at": db_now(-20),
                "ended_at": db_now(-18),
                **values,
            }
            db.session.add(ScanAttempt(scan_id=scan_id, attempt=number, **row))
        return scan_id

    with app.app_context():
        return add()


def look(browser: FlaskClient, scan_id: uuid.UUID, more: str = "") -> TestResponse:
    answer = browser.get(f"/ops/scans/{scan_id}{more}")
    assert answer.status_code == 200, answer.text
    return answer


def words(answer: TestResponse) -> str:
    """What a reader sees, its white space made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text.partition("<main")[2]).split())


ENDED = {"status": "ERROR_CRAWL", "error_code": "http_503", "finished_at": db_now()}


def test_the_life_of_a_scan(app: Flask, olga: FlaskClient) -> None:
    line = {"at": "2026-01-31T23:59:01Z", "level": "warning", "text": f"Slow {HOSTILE}"}
    first = {"outcome": "retry", "code": "http_503", "message": f"Busy {HOSTILE}"}
    scan_id = make(
        app,
        first | {"steps": STEPS, "traceback": f"Traceback {HOSTILE}", "log": [line]},
        {"outcome": "deferred", "code": "domain_busy"},
        {"outcome": "error", "code": "http_503", "steps": [STEPS[1]]},
        **ENDED,
    )
    answer = look(olga, scan_id)
    told = words(answer)
    for sentence in (
        "Ended: ERROR_CRAWL.",
        "Attempt 1: retry http_503",
        "Waited 10.0 s",
        "Took 2.0 s",
        "worker-1/99",
        "CRAWL 3.0 s PARSE 1.0 s",
        "2026-01-31T23:59:01Z warning Slow &lt;img",
        "↓ Tried again from 20",
        "↓ Deferred until 20",
    ):
        assert sentence in told, sentence
    assert told.count("↓") == 2
    assert "Traceback &lt;img" in answer.text
    assert HOSTILE not in answer.text
    assert "hx-get" not in answer.text
    # Attempts share one scale: a second is a quarter of the longest one's width.
    bars = re.findall(r'-parse" x="([\d.]+)" y="0" width="([\d.]+)"', answer.text)
    assert bars == [("75.0", "25.0"), ("0.0", "25.0")]


@pytest.mark.parametrize(
    ("columns", "state", "follows"),
    [
        ({"is_held": True}, "until it is its sender's turn", "Waits until it is its"),
        ({"not_before": db_now(60)}, "Waits for its time", "Retry at 20"),
        ({"not_before": db_now(9), "error_code": DOMAIN_BUSY}, "time", "Deferred"),
        ({}, "for a worker", "Enqueued again for 20"),
    ],
)
def test_what_comes_next(
    app: Flask, olga: FlaskClient, columns: dict[str, Any], state: str, follows: str
) -> None:
    told = words(look(olga, make(app, {"outcome": "retry"}, **columns)))
    assert state in told.replace("&#39;", "'")
    assert f"↓ {follows}" in told.replace("&#39;", "'")


def test_a_running_scan_polls_until_there_is_more_than_the_page_has(
    app: Flask, olga: FlaskClient
) -> None:
    goes_on = {"ended_at": None, "steps": STEPS[:1]}
    running = {"status": "RUNNING", "step": "PARSE", "lease_until": db_now(30)}
    scan_id = make(app, {"outcome": "lost"}, goes_on, **running)
    answer = look(olga, scan_id)
    assert f'hx-get="/ops/scans/{scan_id}/now?ended=1"' in answer.text
    assert "Runs: PARSE, 0 %, attempt 2." in answer.text
    fragment = look(olga, scan_id, "/now?ended=1")
    assert "HX-Refresh" not in fragment.headers
    assert fragment.text.strip() in answer.text
    assert look(olga, scan_id, "/now?ended=0").headers["HX-Refresh"] == "true"
    over = look(olga, make(app, **ENDED), "/now?ended=0")
    assert over.headers["HX-Refresh"] == "true"
    assert "hx-trigger" not in over.text


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"enqueues": 0}, ""),
        ({"enqueues": 1, "delivery": 4}, ""),
        (
            {"enqueues": 2},
            "2 times; no worker has taken a job of it yet. After 8 times",
        ),
        ({**ENDED, "enqueues": 8}, "8 times; no worker took any of the jobs."),
    ],
)
def test_it_is_told_where_jobs_are_not_taken(
    app: Flask, olga: FlaskClient, columns: dict[str, Any], sentence: str
) -> None:
    told = words(look(olga, make(app, **columns)))
    assert ("Sent to the queue" in told) is bool(sentence)
    assert sentence in told
    assert "without a claim" not in told


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({}, "None yet"),
        ({**ENDED}, "No worker ever began it"),
        ({**ENDED, "started_at": db_now(-9)}, "before attempts were recorded"),
    ],
)
def test_without_attempts_it_says_why(
    app: Flask, olga: FlaskClient, columns: dict[str, Any], sentence: str
) -> None:
    scan_id = make(app, **columns)
    assert sentence in look(olga, scan_id).text


def test_the_report_is_linked_where_the_operator_may_see_it(
    app: Flask, olga: FlaskClient, alice: User, operator: User
) -> None:
    pages = {}
    for name, owner in (("hers", alice.id), ("mine", operator.id), ("open", None)):
        pages[name] = look(olga, make(app, user_id=owner, **ENDED)).text
    assert 'href="/scans/' not in pages["hers"].partition("<main")[2]
    assert "alice@example.com" in pages["hers"]
    assert 'href="/scans/' in pages["mine"].partition("<main")[2]
    assert 'href="/scans/' in pages["open"].partition("<main")[2]


class TestActions:
    def press(self, browser: FlaskClient, scan_id: uuid.UUID, action: str) -> int:
        path = f"/ops/scans/{scan_id}/{action}"
        return post(browser, path, page="/account").status_code

    def status(self, app: Flask, scan_id: uuid.UUID) -> str | None:
        with app.app_context():
            return db.session.scalar(select(Scan.status).where(Scan.id == scan_id))

    def test_anybodys_scan_is_canceled_retried_and_discarded(
        self, app: Flask, olga: FlaskClient, alice: User
    ) -> None:
        scan_id = make(app, user_id=alice.id)
        after = {"retry": "QUEUED", "cancel": "CANCELED", "discard": None}
        for action in ("cancel", "retry", "cancel", "discard"):
            assert self.press(olga, scan_id, action) == 303
            assert self.status(app, scan_id) == after[action]
        assert olga.get(f"/ops/scans/{scan_id}").status_code == 404
        with app.app_context():
            rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
            told = [(row.action, row.target) for row in rows]
        verbs = [action for action, _ in told]
        assert verbs == ["scan.cancel", "scan.retry", "scan.cancel", "scan.discard"]
        assert {target for _, target in told} == {"https://example.com/page"}

    def test_what_is_not_possible_changes_nothing(
        self, app: Flask, olga: FlaskClient
    ) -> None:
        scan_id = make(app)
        for action, status in (("retry", 409), ("discard", 409), ("burn", 404)):
            assert self.press(olga, scan_id, action) == status
        assert self.status(app, scan_id) == "QUEUED"

    def test_a_viewer_gets_no_button(
        self, app: Flask, client: FlaskClient, bob: User
    ) -> None:
        with app.app_context():
            accounts.set_role(bob.id, Role.VIEWER)
        sign_in(client, bob)
        scan_id = make(app)
        assert "<button" not in look(client, scan_id).text.partition("<main")[2]
        assert self.press(client, scan_id, "cancel") == 403
        assert self.status(app, scan_id) == "QUEUED"
