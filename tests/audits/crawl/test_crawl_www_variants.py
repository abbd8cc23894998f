"""crawl.www-variants."""

from __future__ import annotations

import pytest

from support.pages import URL, check, site_of
from webapp.domain.audit_result import AuditResult
from webapp.domain.fetched_page import Redirect
from webapp.domain.site_facts import Answer

ID = "crawl.www-variants"
OTHER = "https://www.example.com/page"


def judged(
    status: int | None, final: str = "", hops: tuple[int, ...] = (), problem: str = ""
) -> AuditResult:
    redirects = tuple(Redirect(OTHER, hop, final) for hop in hops)
    found = Answer(
        OTHER, status, final, redirects=redirects, problem=problem, note="So it is."
    )
    return check(ID, site=site_of(www_variant=found))


@pytest.mark.parametrize("hops", [(301,), (308,), (301, 301)])
def test_it_passes(hops: tuple[int, ...]) -> None:
    assert judged(200, URL, hops).outcome == "pass"


def test_it_passes_where_the_other_name_does_not_exist() -> None:
    assert judged(None, problem="dns_not_found").outcome == "pass"


@pytest.mark.parametrize(
    ("status", "final", "problem", "words"),
    [
        (200, OTHER, "", "by themselves"),
        (200, "https://parking.example/", "", "parking.example"),
        (None, "", "tls_error", "shows an error"),
        (None, "", "too_many_redirects", "shows an error"),
    ],
)
def test_it_fails(status: int | None, final: str, problem: str, words: str) -> None:
    result = judged(status, final, problem=problem)
    assert result.outcome == "fail"
    assert words in result.explanation
    assert result.findings[0].snippet == OTHER


@pytest.mark.parametrize(
    ("status", "final", "hops", "problem"),
    [
        (200, URL, (302,), ""),
        (200, URL, (301, 307), ""),
        (404, OTHER, (), ""),
        (None, "", (), "connection_failed"),
    ],
)
def test_it_warns(
    status: int | None, final: str, hops: tuple[int, ...], problem: str
) -> None:
    assert judged(status, final, hops, problem).outcome == "warn"


@pytest.mark.parametrize(
    ("status", "problem"), [(None, "not_asked"), (None, "timeout"), (403, "")]
)
def test_it_is_not_measured(status: int | None, problem: str) -> None:
    assert judged(status, OTHER, problem=problem).outcome == "not_measured"


def test_it_does_not_apply() -> None:
    assert check(ID).outcome == "na"
