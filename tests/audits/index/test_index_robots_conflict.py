"""index.robots-conflict."""

from __future__ import annotations

import pytest

from support.pages import check, site_of

ID = "index.robots-conflict"
BLOCKED = site_of("User-agent: *\nDisallow: /page")
META = '<head><meta name="robots" content="noindex, follow"></head>'


def test_it_passes() -> None:
    assert check(ID, META).outcome == "pass"
    assert check(ID, META, site=site_of("User-agent: *\nDisallow: /x")).outcome == (
        "pass"
    )


def test_it_fails() -> None:
    result = check(ID, META, site=BLOCKED)
    assert result.outcome == "fail"
    assert [finding.snippet for finding in result.findings] == [
        "line 2: Disallow: /page",
        '<meta name="robots" content="noindex, follow">',
    ]


@pytest.mark.parametrize("value", ["noindex", "googlebot: none"])
def test_it_fails_for_a_header(value: str) -> None:
    result = check(ID, site=BLOCKED, headers={"X-Robots-Tag": value})
    assert result.outcome == "fail"
    assert result.findings[1].snippet == f"X-Robots-Tag: {value}"


@pytest.mark.parametrize(
    "html", ["<p>x", '<head><meta name="bingbot" content="noindex"></head>']
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html, site=BLOCKED).outcome == "na"
