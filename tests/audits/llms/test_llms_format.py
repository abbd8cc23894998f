"""llms.format."""

from __future__ import annotations

import time

import pytest

from support.pages import answer, check, site_of
from webapp.domain.audit_result import AuditResult

ID = "llms.format"
LINK = "- [Soil](https://example.com/soil): what balcony plants want\n"


def judged(body: str) -> AuditResult:
    return check(ID, site=site_of(llms=answer("/llms.txt", 200, body)))


@pytest.mark.parametrize(
    "body",
    [
        f"# Shop\n\n{LINK}",
        f"\ufeff# Shop\r\n\r\n{LINK}",
        f"Shop\n====\n{LINK}",
        f"A word before.\n\n# Shop\n{LINK}",
    ],
)
def test_it_passes(body: str) -> None:
    assert judged(body).outcome == "pass"


@pytest.mark.parametrize(
    "body",
    [
        LINK,
        f"## Shop\n{LINK}",
        f"#Shop\n{LINK}",
        f"```\n# a remark in code\n```\n{LINK}",
        f"====\n{LINK}",
        "",
    ],
)
def test_it_fails(body: str) -> None:
    result = judged(body)
    assert result.outcome == "fail"
    assert "no heading" in result.explanation


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("# Shop\n\n[a](https://a.example/)", "31 characters only"),
        ("# Shop\n\nWe sell seeds for balconies, and soil, and pots.", "no Markdown"),
        (f"# Shop\n\n{LINK}[b](/b)", "not absolute"),
    ],
)
def test_it_warns(body: str, note: str) -> None:
    result = judged(body)
    assert result.outcome == "warn"
    assert note in result.findings[0].note


def test_hostile_ones_end() -> None:
    begun = time.monotonic()
    judged("# x\n" + "[" * 250_000 + "[a](" * 60_000)
    judged("# x\n" + "[a" * 200_000)
    assert time.monotonic() - begun < 3


@pytest.mark.parametrize(("status", "body"), [(404, ""), (200, "<!doctype html>")])
def test_it_does_not_apply(status: int, body: str) -> None:
    site = site_of(llms=answer("/llms.txt", status, body))
    assert check(ID, site=site).outcome == "na"
    assert check(ID).outcome == "na"
