"""sec.cookies."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.audits.sec.cookies import run
from webapp.domain.audit_result import AuditResult
from webapp.domain.fetched_page import FetchedPage

ID = "sec.cookies"


def sent(*values: str, url: str = "https://example.com/") -> AuditResult:
    headers = tuple(("Set-Cookie", value) for value in values)
    return run(FetchedPage(url, url, 200, headers, b""))


def test_it_passes() -> None:
    result = sent("a=1; Secure; HttpOnly; SameSite=Lax", "b=2; path=/; secure")
    assert result.outcome == "pass"
    assert (
        result.explanation
        == "2 cookies with Secure (1 without HttpOnly, 1 without SameSite)."
    )


def test_it_fails() -> None:
    result = sent("a=1; Secure", "session=s3cret; Path=/; HttpOnly")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "1 cookie without Secure."
    assert result.findings[0].snippet == "Set-Cookie: session=…; path=/; httponly"


def test_a_value_is_not_an_attribute() -> None:
    assert sent("a=Secure; Path=/secure").outcome == "fail"


@pytest.mark.parametrize(
    "value",
    [
        "a=; Max-Age=0",
        "a=; Max-Age=-1",
        "a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
        "a=; Expires=Mon, 26 Jul 1997 05:00:00 GMT",
        "a=; expires=Thu, 01-Jan-70 00:00:01 GMT",
        "a=; Max-Age=soon; Expires=Sat, 01 Jan 2000 00:00:00 GMT",
    ],
)
def test_what_is_deleted_is_left_out(value: str) -> None:
    assert sent(value).outcome == "na"


@pytest.mark.parametrize(
    "value",
    [
        "a=1; Expires=Fri, 31 Dec 2199 23:59:59 GMT",
        "a=1; Expires=never",
        "a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    ],
)
def test_what_is_kept_counts(value: str) -> None:
    assert sent(value).outcome == "fail"


def test_it_does_not_apply() -> None:
    assert sent().outcome == "na"
    assert sent("a=1", url="http://example.com/").outcome == "na"


def test_it_is_in_the_registry() -> None:
    assert check(ID, headers={"Set-Cookie": "a=1"}).outcome == "fail"
