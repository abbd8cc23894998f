"""link.paid-ugc."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "link.paid-ugc"


PAID = [
    ("https://amzn.to/3xYz", "Amazon Associates"),
    ("https://www.amazon.co.uk/dp/B01?tag=garden-21", "Amazon"),
    ("https://www.awin1.com/cread.php?awinmid=1&awinaffid=2", "Awin"),
    ("https://shop.pxf.io/c/1/2/3", "impact.com"),
    ("http://www.shareasale.com/r.cfm?b=1&u=2", "ShareASale"),
    ("https://www.ebay.de/itm/1?campid=5338", "eBay"),
    ("https://www.digistore24.com/redir/1/me", "Digistore24"),
]
UNPAID = [
    "https://www.amazon.com/dp/B01",
    "https://www.amazon.com/dp/B01?tag=",
    "https://amazon.evil.example.org/?tag=x",
    "https://www.shareasale.com/",
    "https://notawin1.com/",
    "/go?tag=x",
]


@pytest.mark.parametrize("rel", ["sponsored", "nofollow", "noopener Sponsored"])
def test_it_passes(rel: str) -> None:
    assert check(ID, f"<a href={PAID[0][0]} rel='{rel}'>A</a>").outcome == "pass"


@pytest.mark.parametrize(("url", "programme"), PAID)
def test_it_fails(url: str, programme: str) -> None:
    result = check(ID, f"<a href='{url}' rel=ugc>A</a>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].note == programme


@pytest.mark.parametrize("url", UNPAID)
def test_it_does_not_apply(url: str) -> None:
    assert check(ID, f"<a href='{url}'>A</a>").outcome == "na"
