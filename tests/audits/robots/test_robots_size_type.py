"""robots.size-type."""

from __future__ import annotations

import pytest

from support.pages import check, robots
from webapp.domain.audit_result import AuditResult
from webapp.domain.site_facts import SiteFacts

ID = "robots.size-type"


def judged(body: str, **facts: object) -> AuditResult:
    return check(ID, site=SiteFacts(robots(body, **facts)))


@pytest.mark.parametrize("kind", ["text/plain", "", "text/html"])
def test_it_passes(kind: str) -> None:
    """A wrong media type alone keeps no crawler from reading it."""
    result = judged("User-agent: *\nDisallow: /a", content_type=kind)
    assert result.outcome == "pass"


def test_it_fails() -> None:
    result = judged("User-agent: *", is_cut=True)
    assert result.outcome == "fail"
    assert result.findings[0].note == "more than 500 KiB"


@pytest.mark.parametrize(
    "body",
    [
        "<!DOCTYPE html><html>",
        "\n <html lang=en>",
        "<!-- app --> <!doctype HTML>",
        "<head><title>Shop</title>",
    ],
)
def test_html_warns(body: str) -> None:
    assert judged(body).outcome == "warn"


def test_another_encoding_warns() -> None:
    assert judged("# \ufffd\nUser-agent: *", is_utf8=False).outcome == "warn"


def test_it_does_not_apply() -> None:
    assert judged("").outcome == "na"
