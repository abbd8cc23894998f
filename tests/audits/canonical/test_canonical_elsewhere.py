"""canonical.elsewhere."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "canonical.elsewhere"
LINK = "<link rel=canonical href='%s'>"


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://example.com/page", "/page"),
        ("https://example.com/page?utm_source=x&gclid=y", "/page"),
        ("https://example.com/page?id=1&fbclid=y", "/page?id=1"),
        ("http://example.com/page", "https://example.com/page"),
        ("https://example.com", "https://EXAMPLE.com/#top"),
        ("https://example.com/caf%C3%A9", "/café"),
    ],
)
def test_it_passes(url: str, href: str) -> None:
    assert check(ID, LINK % href, url=url).outcome == "pass"


@pytest.mark.parametrize(
    "href", ["/other", "/page/", "/Page", "/page?id=1", "https://www.example.com/page"]
)
def test_it_warns_on_the_same_host(href: str) -> None:
    result = check(ID, LINK % href)
    assert result.outcome == "warn"
    assert result.findings[0].note == "on https://example.com/page"


@pytest.mark.parametrize(
    "host", ["example.org", "shop.example.com", "example.com:8443"]
)
def test_it_fails(host: str) -> None:
    result = check(ID, LINK % f"https://{host}/page")
    assert result.outcome == "fail"
    assert result.explanation.endswith(f"{host}.")


@pytest.mark.parametrize("html", ["<p>x", LINK % "", LINK % "/a" + LINK % "/b"])
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
