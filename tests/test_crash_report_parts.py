"""What is left out of a crash report, and what is no crash."""

from __future__ import annotations

import logging
import re
import sys
from typing import Any

import pytest

from support.stack import ROOT
from webapp import crash_reports, logs
from webapp.exceptions import LeaseLost, NotClaimed, Refused, Unavailable
from webapp.services.execution import ScanTryFailed

EXPECTED = [
    Refused("bad_url", "No."),
    Unavailable("redis", "Not now."),
    ScanTryFailed("scan 1: attempt 1: dns"),
    LeaseLost(),
    NotClaimed(1),
    KeyboardInterrupt(),
]


@pytest.mark.parametrize("error", EXPECTED, ids=lambda error: type(error).__name__)
def test_an_answer_is_no_crash(error: BaseException) -> None:
    hint: Any = {"exc_info": (type(error), error, None)}
    assert crash_reports.before_send({"level": "error"}, hint) is None


@pytest.mark.parametrize(
    ("module", "kind", "text", "told"),
    [
        (None, "TypeError", "f() takes 1 argument", "f() takes 1 argument"),
        (None, "ValueError", "bad: <page>", ""),
        ("sqlalchemy.exc", "DataError", "[parameters: ('page',)]", ""),
        ("webapp.exceptions", "Odd", "see ?token=abc", "see ?token=…"),
    ],
)
def test_words_of_errors_that_may_quote_a_page_stay_here(
    module: str | None, kind: str, text: str, told: str
) -> None:
    value = {"module": module, "type": kind, "value": text}
    event: Any = {"exception": {"values": [value]}, "user": {"id": 1}}
    sent: Any = crash_reports.before_send(event, {})
    assert sent["exception"]["values"][0]["value"] == told
    assert "user" not in sent


def test_what_is_bound_becomes_tags_and_a_log_line_its_template() -> None:
    record = logging.LogRecord(
        "webapp.x", logging.ERROR, "", 1, "page %s failed", ("<p>",), None
    )
    with logs.bound(scan_id="s-1", attempt=2):
        sent: Any = crash_reports.before_send({}, {"log_record": record})
    assert sent["tags"] == {"scan_id": "s-1", "attempt": "2"}
    assert sent["logentry"] == {"message": "page %s failed"}


def test_breadcrumbs_carry_no_values() -> None:
    query: Any = {"category": "query", "message": "SELECT 1", "data": {"db.params": 1}}
    kept = crash_reports.before_breadcrumb(query, {})
    assert kept == {"category": "query", "message": "SELECT 1"}
    assert crash_reports.before_breadcrumb({"category": "httplib"}, {}) is None


@pytest.mark.parametrize(
    ("argv", "is_worker", "name"),
    [
        (["/bin/gunicorn", "webapp:create_app()"], False, "web"),
        (["/bin/flask", "--app", "webapp", "scheduler"], False, "scheduler"),
        (["worker.py"], True, "worker"),
        (["/bin/flask", "--app", "webapp", "doctor"], False, "command"),
    ],
)
def test_the_process_has_its_name_in_the_procfile(
    monkeypatch: pytest.MonkeyPatch, argv: list[str], is_worker: bool, name: str
) -> None:
    monkeypatch.setattr(sys, "argv", argv)
    assert crash_reports.process_name(is_worker=is_worker) == name
    assert f"{name}:" in procfile() or name == "command"


def procfile() -> list[str]:
    return re.findall(r"^\w+:", (ROOT / "Procfile").read_text(), re.MULTILINE)
