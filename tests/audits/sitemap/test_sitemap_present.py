"""sitemap.present."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.pages import answer, check, site_of
from webapp.domain.audit_result import AuditResult
from webapp.domain.site_facts import Answer

ID = "sitemap.present"
URLSET = "<urlset><url><loc>https://example.com/</loc></url></urlset>"
HTML = "<!doctype html><title>Shop</title>"


def judged(found: Answer, robots: str = "") -> AuditResult:
    return check(ID, site=site_of(robots, sitemaps=(found,)))


def test_it_passes() -> None:
    assert judged(answer("/sitemap.xml", 200, URLSET)).outcome == "pass"


@pytest.mark.parametrize(
    "line", ["https://example.com/s.xml", "https://cdn.example/s.xml"]
)
def test_it_passes_where_robots_txt_names_one(line: str) -> None:
    """On another host, too; whether it is there is another check."""
    result = judged(answer("/sitemap.xml", 404), f"Sitemap: {line}")
    assert result.outcome == "pass"
    assert "1 sitemap" in result.explanation


@pytest.mark.parametrize(
    ("status", "body"), [(404, ""), (410, ""), (200, HTML), (200, "hello"), (200, "")]
)
def test_it_fails(status: int, body: str) -> None:
    result = judged(answer("/sitemap.xml", status, body), "Sitemap: /sitemap.xml")
    assert result.outcome == "fail"
    assert str(status) in result.findings[0].note


@pytest.mark.parametrize(
    "found",
    [
        answer("/sitemap.xml", 403),
        replace(answer("/sitemap.xml"), status=None, problem="not_asked", note="No."),
    ],
)
def test_it_is_not_measured(found: Answer) -> None:
    assert judged(found).outcome == "not_measured"


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "not_measured"
