"""What operators did: the page, the search, the file; /rq's actions as well."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support.scans import HOSTILE
from support.valkey import Valkey
from webapp.extensions import db
from webapp.models import AuditEntry, Scan, User
from webapp.services import audit_log
from webapp.services.audit_log import Operator
from webapp.services.operations import audit_entries

PAGE = "/ops/audit"
QUEUE = "xenlixai_queue"
OTTO = Operator(None, "otto@example.com", "192.0.2.7")


@pytest.fixture
def record(app: Flask) -> Callable[..., None]:
    def write(action: str, target: str, **more: Any) -> None:
        with app.app_context():
            audit_log.record_alone(OTTO, action, target, **more)

    return write


def entries(app: Flask) -> list[tuple[str, str, str, int]]:
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.email, row.action, row.target, row.number) for row in rows]


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_an_empty_log_says_so(olga: FlaskClient) -> None:
    assert "Nothing yet" in olga.get(PAGE).text
    assert rows_of(olga.get(f"{PAGE}.csv").text) == [
        ["time", "operator", "address", "action", "target", "number", "detail"]
    ]


@pytest.mark.usefixtures("on_both_databases")
def test_an_entry_tells_all_and_is_escaped(
    olga: FlaskClient, record: Callable[..., None]
) -> None:
    record("scan.retry", HOSTILE, number=12345, detail=HOSTILE)
    page = olga.get(PAGE).text
    for told in ("otto@example.com", "192.0.2.7", "scan.retry", "12,345"):
        assert told in page
    assert HOSTILE not in page
    assert page.count("&lt;img src=x") == 2


@pytest.mark.usefixtures("on_both_databases")
def test_search_and_pages(olga: FlaskClient, record: Callable[..., None]) -> None:
    for number in range(51):
        record("scan.retry", f"http://x.example/{number:02}")
    record("queue.pause", "high 100%")
    first, last = olga.get(PAGE).text, olga.get(f"{PAGE}?page=99").text
    assert "Page 1 of 2, 52 entries" in first
    assert "queue.pause" in first
    assert "http://x.example/00" in last
    assert "queue.pause" not in last
    found = olga.get(f"{PAGE}?q=PAUSE").text
    assert "high 100%" in found
    assert "x.example" not in found
    assert "None of the newest 20,000 entries holds" in olga.get(f"{PAGE}?q=1_0").text
    assert "otto@example.com" in olga.get(f"{PAGE}?q=otto").text
    assert olga.get(f"{PAGE}?q=%00&page=x").status_code == 200


@pytest.mark.usefixtures("on_both_databases")
def test_the_file_has_every_entry_of_the_search(
    olga: FlaskClient, record: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit_entries, "BATCH", 3)
    for number in range(7):
        record("scan.retry", f"target {number}")
    record("queue.pause", "high")
    answer = olga.get(f"{PAGE}.csv?q=retry")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.is_streamed
    targets = [row[4] for row in rows_of(answer.text)[1:]]
    assert targets == [f"target {number}" for number in reversed(range(7))]
    assert len(rows_of(olga.get(f"{PAGE}.csv").text)) == 9


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(
    olga: FlaskClient, record: Callable[..., None], formula: str
) -> None:
    record("scan.retry", formula, detail=formula)
    text = olga.get(f"{PAGE}.csv").get_data().decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert row[4] == row[6] == f"'{formula}"


def test_the_dashboards_actions_are_in_it(
    app: Flask,
    operator: User,
    press: Callable[[str], Any],
    submit: Callable[..., Scan],
    job_of: Callable[[Scan], Any],
) -> None:
    first, second = job_of(submit()), job_of(submit())
    who = operator.email
    press(f"/rq/job/{first.id}/delete")
    press(f"/rq/job/{second.id}/requeue")  # refused: it did not fail
    press(f"/rq/requeue/{QUEUE}")
    press(f"/rq/queue/{QUEUE}/queued/empty")
    press(f"/rq/queue/{QUEUE}/compact")
    assert entries(app) == [
        (who, "rq.delete", first.id, 1),
        (who, "rq.requeue", second.id, 1),
        (who, "rq.requeue_all", QUEUE, 0),
        (who, "rq.empty", f"{QUEUE}, queued", 1),
        (who, "rq.compact", QUEUE, 0),
    ]


def test_a_job_that_is_gone_is_no_entry(
    app: Flask, press: Callable[[str], Any]
) -> None:
    for action in ("delete", "requeue"):
        assert press(f"/rq/job/no-such-job/{action}").status_code == 404
    assert entries(app) == []


def test_it_is_written_before_it_is_done(
    app: Flask, press: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that dies in the middle leaves an entry rather than a secret."""

    def die(*_: object) -> int:
        raise SystemExit

    monkeypatch.setattr("webapp.services.job_actions.compact", die)
    with pytest.raises(SystemExit):
        press(f"/rq/queue/{QUEUE}/compact")
    assert [row[1] for row in entries(app)] == ["rq.compact"]


def test_without_redis_nothing_is_written(
    app: Flask, olga: FlaskClient, valkey: Valkey
) -> None:
    olga.get("/rq/")
    cookie = olga.get_cookie("_csrf_token", path="/rq")
    assert cookie is not None
    valkey.stop()
    path = f"/rq/queue/{QUEUE}/compact"
    answer = olga.post(path, headers={"X-CSRFToken": cookie.value})
    assert answer.status_code == 503
    assert entries(app) == []
