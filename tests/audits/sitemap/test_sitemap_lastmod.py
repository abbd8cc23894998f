"""sitemap.lastmod."""

from __future__ import annotations

import pytest

from support.pages import URL, answer, check, site_of
from webapp.audits.w3c_dates import read_date
from webapp.domain.audit_result import AuditResult

ID = "sitemap.lastmod"
ARTICLE = (
    '<script type="application/ld+json">{"@type": "Article", "dateModified": "%s"}'
    "</script><p>hello"
)


def judged(dates: list[str], html: str = "<p>hello") -> AuditResult:
    locs = [URL, *(f"https://example.com/{n}" for n in range(len(dates)))]
    urls = "".join(
        f"<url><loc>{loc}</loc><lastmod>{text}</lastmod></url>"
        for loc, text in zip(locs, dates, strict=False)
    )
    found = answer("/sitemap.xml", 200, f"<urlset>{urls}</urlset>")
    return check(ID, html, site=site_of(sitemaps=(found,)))


@pytest.mark.parametrize(
    "dates",
    [
        ["2026-01-02", "2026-03-04T10:00:00+01:00", "2025", "2025-05"],
        ["2026-01-02"] * 19,
        ["2026-01-02", "2026-01-03", "2026-01-04"] * 10,
    ],
)
def test_it_passes(dates: list[str]) -> None:
    assert judged(dates).outcome == "pass"


@pytest.mark.parametrize(
    "dates", [["2026-01-02"] * 20, ["2026-01-02", "2026-01-03"] * 10]
)
def test_it_fails_for_the_day_of_a_build(dates: list[str]) -> None:
    result = judged(dates)
    assert result.outcome == "fail"
    assert "All 20 entries" in result.explanation


@pytest.mark.parametrize(
    "text", ["24.11.2026", "yesterday", "2026-13-01", "2099-01-01"]
)
def test_it_fails_for_a_wrong_date(text: str) -> None:
    result = judged(["2026-01-02", text])
    assert result.outcome == "fail"
    assert result.findings[0].snippet == f"<lastmod>{text}</lastmod>"


def test_a_page_that_gives_another_date_warns() -> None:
    assert judged(["2026-01-02"], ARTICLE % "2026-02-02").outcome == "warn"
    assert judged(["2026-01-02"], ARTICLE % "2026-01-09").outcome == "pass"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-02T03:04Z", "2026-01-02"),
        ("2026-01-02T03:04:05.678-02:00", "2026-01-02"),
        ("2026", "2026-01-01"),
        ("2026-1-2", "None"),
        ("20260102", "None"),
        ("", "None"),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert str(read_date(text)) == day


def test_it_does_not_apply() -> None:
    assert check(ID).outcome == "na"
    assert judged([""]).outcome == "na"
