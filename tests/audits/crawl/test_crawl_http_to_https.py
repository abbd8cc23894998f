"""crawl.http-to-https."""

from __future__ import annotations

import pytest

from support.pages import check, site_of
from webapp.domain.audit_result import AuditResult
from webapp.domain.site_facts import Answer

ID = "crawl.http-to-https"
PLAIN = "http://example.com/page"


def judged(status: int | None, final: str = "", problem: str = "") -> AuditResult:
    found = Answer(PLAIN, status, final, problem=problem, note="It went wrong.")
    return check(ID, site=site_of(http_variant=found))


@pytest.mark.parametrize(
    ("status", "final"),
    [(200, "https://example.com/page"), (200, "https://www.example.com/")],
)
def test_it_passes(status: int, final: str) -> None:
    assert judged(status, final).outcome == "pass"


@pytest.mark.parametrize("problem", ["connection_failed", "dns_not_found"])
def test_it_passes_where_nobody_listens(problem: str) -> None:
    assert judged(None, problem=problem).outcome == "pass"


@pytest.mark.parametrize(
    ("status", "final", "problem"),
    [
        (200, PLAIN, ""),
        (404, PLAIN, ""),
        (200, "http://www.example.com/", ""),
        (404, "https://example.com/other", ""),
        (None, "", "tls_error"),
        (None, "", "too_many_redirects"),
    ],
)
def test_it_fails(status: int | None, final: str, problem: str) -> None:
    result = judged(status, final, problem)
    assert result.outcome == "fail"
    assert result.findings[0].snippet == PLAIN
    assert (problem or str(status)) in result.findings[0].note


@pytest.mark.parametrize(
    ("status", "problem"),
    [(None, "not_asked"), (None, "blocked_by_robots"), (None, "timeout"), (403, "")],
)
def test_it_is_not_measured(status: int | None, problem: str) -> None:
    assert judged(status, PLAIN, problem).outcome == "not_measured"


def test_it_does_not_apply() -> None:
    assert check(ID, url="http://example.com/").outcome == "na"
