"""ai.rsl."""

from __future__ import annotations

import pytest

from support.pages import check, site_of

ID = "ai.rsl"
URL = "https://example.com/license.xml"
TYPE = "application/rsl+xml"


def test_it_passes() -> None:
    result = check(ID, site=site_of(f"License: {URL}\nUser-agent: *\nDisallow:"))
    assert result.outcome == "pass"
    assert URL in result.explanation


def test_it_passes_for_a_link_and_a_header() -> None:
    html = f'<head><link rel="license" type="{TYPE}" href="/license.xml"></head>'
    assert check(ID, html).outcome == "pass"
    sent = {"Link": f'<{URL}>; rel="license"; type="{TYPE}"'}
    assert check(ID, headers=sent).outcome == "pass"


@pytest.mark.parametrize("value", ["/license.xml", "", "example.com/license.xml"])
def test_it_fails(value: str) -> None:
    result = check(ID, site=site_of(f"License: {value}"))
    assert result.outcome == "fail"
    assert result.findings[0].snippet == f"License: {value}".strip()


@pytest.mark.parametrize(
    "html", ["<p>x", '<link rel="license" href="https://creativecommons.org/by/4.0/">']
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
    assert check(ID, headers={"Link": "</s.css>; rel=preload"}).outcome == "na"
