"""entity.org."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.audits.entity.org import META

ID = "entity.org"
HOME = "https://example.com/"
LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", %s}</script>'
)
FACTS = (
    '"name": "Acme", "url": "https://example.com/", "sameAs": "https://e.org/acme", '
    '"%s": "https://example.com/a.png"'
)


@pytest.mark.parametrize(
    "html",
    [
        META.right,
        LD % f'"@type": "Bakery", {FACTS % "image"}',
        LD % f'"@type": "WebSite", "publisher": {{"@type": "NGO", {FACTS % "logo"}}}',
        LD % '"@type": "Organization"' + LD % f'"@type": "NGO", {FACTS % "logo"}',
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html, url=HOME).outcome == "pass"


def test_it_fails() -> None:
    result = check(ID, META.wrong, url=HOME)
    assert result.outcome == "fail"
    assert result.explanation == "The organization lacks url, logo, sameAs."
    assert result.findings[0].snippet == 'Organization "Acme"'
    assert check(ID, LD % '"@type": "Person"', url=HOME).outcome == "fail"


@pytest.mark.parametrize("path", ["about", "index.html", "?page=2", "de/"])
def test_it_does_not_apply(path: str) -> None:
    assert check(ID, META.wrong, url=HOME + path).outcome == "na"
