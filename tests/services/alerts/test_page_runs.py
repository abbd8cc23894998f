"""What is told of the runs of a page, and what is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.alerts.conftest import alerts, kinds, run_badly, run_well
from webapp.domain.audit_result import Severity
from webapp.models import Schedule
from webapp.services.alerts import book, words
from webapp.services.alerts.book import Rules
from webapp.services.alerts.news import Kind, known

#: One check of each severity that the rules know.
CHECKS = {
    severity: next(id for id, meta in known().items() if meta.severity == severity)
    for severity in Severity
}


def said(outcome: str, *severities: Severity) -> dict[str, str]:
    names = (CHECKS[severity] for severity in severities or tuple(Severity))
    return {name.replace(".", "__").replace("-", "_"): outcome for name in names}


@pytest.mark.parametrize(("after", "told"), [(85, True), (86, False), (95, False)])
def test_a_score_falls_by_exactly_so_many_points(
    schedule: Schedule, after: int, told: bool
) -> None:
    before = run_well(schedule, 90)
    assert alerts() == [], "the first run has nothing to be compared with"
    scan = run_well(schedule, after)
    assert kinds() == ([Kind.SCORE] if told else [])
    if told:
        [alert] = alerts()
        assert words.sentence(alert) == "The score fell from 90 to 85."
        assert (alert.scan_id, alert.parts["before"]) == (scan.id, before.public_id)


@pytest.mark.parametrize("at_least", book.SEVERITIES)
def test_checks_of_a_severity_newly_fail(
    schedule: Schedule, at_least: Severity
) -> None:
    book.choose(schedule, Rules(severity=at_least))
    run_well(schedule, **said("pass"))
    run_well(schedule, **said("fail"))
    [alert] = alerts()
    named = [check["id"] for check in alert.parts["found"]["checks"]]
    worst_first = list(Severity)
    so_severe = worst_first[: worst_first.index(at_least) + 1]
    assert named == [CHECKS[severity] for severity in so_severe]
    title = known()[named[0]].failure_title
    assert words.lines(alert)[0] == f"{title} (critical)"
    run_well(schedule, **said("fail"))
    assert len(alerts()) == 1, "it is told once"
    run_well(schedule, **said("pass"))
    assert len(alerts()) == 1, "what is well again is not told"
    run_well(schedule, **said("fail"))
    assert len(alerts()) == 2


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("pass", "fail", True),
        ("na", "fail", True),
        ("warn", "fail", True),
        ("pass", "warn", False),
        ("not_measured", "fail", False),
        ("error", "fail", False),
        (None, "fail", False),  # a check that an upgrade brought
        ("pass", None, False),  # one that it took away
    ],
)
def test_what_newly_fails(
    schedule: Schedule, before: str | None, after: str | None, told: bool
) -> None:
    run_well(schedule, **(said(before, Severity.CRITICAL) if before else {}))
    run_well(schedule, **(said(after, Severity.CRITICAL) if after else {}))
    assert kinds() == ([Kind.CHECKS] if told else [])


def test_twice_in_a_row_and_no_third_time(schedule: Schedule) -> None:
    for _ in range(2):
        run_badly(schedule, said="No answer within 30 s.")
        run_well(schedule)
    assert alerts() == []
    for _ in range(4):
        run_badly(schedule, said="No answer within 30 s.")
    [alert] = alerts()
    sentence = "The scan failed twice in a row. No answer within 30 s."
    assert (alert.kind, words.sentence(alert)) == (Kind.FAILURES, sentence)
    run_well(schedule, 20)
    assert kinds() == [Kind.FAILURES, Kind.SCORE], "beside the last one with a score"


def test_a_page_that_is_gone_is_told_at_once(schedule: Schedule) -> None:
    run_badly(schedule, "http_404")
    assert alerts() == [], "it was never there"
    run_well(schedule)
    run_badly(schedule, "http_500")
    run_well(schedule)
    run_badly(schedule, "http_404")
    [alert] = alerts()
    assert words.sentence(alert) == "The page is gone: HTTP 404 Not Found."
    run_badly(schedule, "http_404")
    run_badly(schedule, "http_404")
    assert kinds() == [Kind.PAGES, Kind.FAILURES]


def test_each_rule_can_be_off(schedule: Schedule) -> None:
    off = Rules(fall=None, severity="", failures=False, pages=False)
    book.choose(schedule, off)
    run_well(schedule, **said("pass"))
    run_well(schedule, 0, **said("fail"))
    for _ in range(3):
        run_badly(schedule, "http_404")
    assert alerts() == []
    book.choose(schedule, replace(off, fall=1))
    run_well(schedule, 0)
    assert alerts() == []
