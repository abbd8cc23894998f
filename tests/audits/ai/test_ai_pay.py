"""ai.pay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.pages import answer, check, site_of

ID = "ai.pay"


def test_it_passes() -> None:
    site = site_of(llms=answer("/llms.txt", 404), favicon=answer("/favicon.ico"))
    assert check(ID, site=site, headers={"Price": "1"}).outcome == "pass"


@pytest.mark.parametrize("name", ["crawler-price", "Crawler-Charged"])
def test_it_fails_nobody_and_names_the_price(name: str) -> None:
    result = check(ID, headers={name: "USD 0.01"})
    assert result.outcome == "warn"
    assert result.findings[0].snippet == f"{name}: USD 0.01"


def test_what_lies_beside_the_page_counts() -> None:
    site = site_of(
        sitemaps=(answer("/sitemap.xml", 402),),
        llms=replace(answer("/llms.txt"), headers=(("Crawler-Price", "1"),)),
    )
    result = check(ID, site=site)
    assert [finding.note for finding in result.findings] == [
        *("status 402, payment required", "at https://example.com/llms.txt")
    ]


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
