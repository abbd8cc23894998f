"""robots.fetch."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.domain.audit_result import AuditResult
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_facts import SiteFacts

ID = "robots.fetch"


def judged(
    status: int | None, state: str = "absent", redirects: int = 0
) -> AuditResult:
    robots = RobotsTxt(
        "https://example.com/robots.txt",
        state,  # type: ignore[arg-type]
        status,
        "",
        "It went in a circle.",
        redirects=redirects,
    )
    return check(ID, site=SiteFacts(robots))


def test_it_passes() -> None:
    assert judged(200, "found").outcome == "pass"
    assert "2 redirects" in judged(200, "found", 2).explanation


@pytest.mark.parametrize("status", [429, 500, 503])
def test_it_fails(status: int) -> None:
    result = judged(status)
    assert result.outcome == "fail"
    assert result.findings[0].note == f"status {status}"


def test_a_redirect_that_leads_nowhere_warns() -> None:
    result = judged(None)
    assert result.outcome == "warn"
    assert "in a circle" in result.explanation


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_it_does_not_apply(status: int) -> None:
    assert judged(status).outcome == "na"
