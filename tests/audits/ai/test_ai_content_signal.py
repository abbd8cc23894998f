"""ai.content-signal."""

from __future__ import annotations

import time

import pytest

from support.pages import check, site_of
from webapp.domain.audit_result import AuditResult

ID = "ai.content-signal"


def judged(line: str, rules: str = "Allow: /") -> AuditResult:
    return check(ID, site=site_of(f"User-agent: *\nContent-Signal: {line}\n{rules}"))


@pytest.mark.parametrize(
    "line",
    [
        "search=yes",
        "search=yes,ai-train=no",
        "AI-Train = No , Search = Yes, ai-input=no",
        "/blog/ search=yes, ai-input=yes",
        "search=no  # why",
    ],
)
def test_it_passes(line: str) -> None:
    assert judged(line).outcome == "pass"


@pytest.mark.parametrize(
    "line",
    [
        *("search", "search=true", "ai_train=no", "train=no", "", "search=yes,"),
        *("search=yes ai-train=no", "search=yes, search=no", "search=yes; ai-train=no"),
    ],
)
def test_it_fails(line: str) -> None:
    result = judged(line)
    assert result.outcome == "fail"
    assert result.findings[0].snippet == f"line 2: Content-Signal: {line}".strip()


@pytest.mark.parametrize("name", ["search", "ai-input", "ai-train"])
def test_a_yes_to_crawlers_that_are_kept_away_warns(name: str) -> None:
    result = judged(f"{name}=yes", "Disallow: /")
    assert result.outcome == "warn"
    assert name in result.findings[0].note


def test_a_no_to_crawlers_that_may_come_is_no_contradiction() -> None:
    assert judged("ai-train=no").outcome == "pass"
    assert judged("ai-train=no", "Disallow: /").outcome == "pass"


def test_one_crawler_that_may_come_is_enough() -> None:
    rules = "Disallow: /\n\nUser-agent: CCBot\nAllow: /"
    assert judged("ai-train=yes", rules).outcome == "pass"


def test_a_hostile_robots_txt_ends() -> None:
    rules = "".join(f"Disallow: /*{number}*z$\n" for number in range(10_000))
    begun = time.monotonic()
    judged("search=yes", "Content-Signal: ai-train=yes\n" * 5_000 + rules)
    assert time.monotonic() - begun < 20


def test_it_does_not_apply() -> None:
    assert check(ID).outcome == "na"
