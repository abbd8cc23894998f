"""sec.hsts."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.domain.audit_result import AuditResult

ID = "sec.hsts"


def sent(value: str) -> AuditResult:
    return check(ID, headers={"Strict-Transport-Security": value})


@pytest.mark.parametrize(
    "value",
    [
        "max-age=31536000",
        "max-age=63072000; preload",
        'includeSubDomains; Max-Age="31536000"',
    ],
)
def test_it_passes(value: str) -> None:
    assert sent(value).outcome == "pass"


def test_it_fails_where_the_protection_is_switched_off() -> None:
    result = sent("max-age=0; includeSubDomains")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].snippet.startswith("Strict-Transport-Security: max-age=0")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("max-age=300", "300 s"),
        ("max-age=31535999", "less than a year"),
        ("includeSubDomains", "void"),
        ("x-max-age=31536000", "void"),
        ("max-age=soon", "void"),
    ],
)
def test_it_warns(value: str, words: str) -> None:
    result = sent(value)
    assert result.outcome == "warn"
    assert words in result.explanation


def test_it_warns_where_it_is_missing() -> None:
    assert (check(ID).outcome, check(ID).findings) == ("warn", ())


def test_it_does_not_apply_to_http() -> None:
    assert check(ID, url="http://example.com/").outcome == "na"
