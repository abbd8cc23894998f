"""entity.site-name."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.audits.entity.site_name import META

ID = "entity.site-name"
HOME = "https://example.com/"
LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", %s}</script>'
)
SITE = LD % '"@type": "WebSite", "name": "Acme Tools", "url": "https://example.com/"'


@pytest.mark.parametrize(
    "html",
    [
        SITE + "<title>Acme Tools: hammers</title>",
        SITE + "<title>Hammers | Acme</title>",
        SITE
        + '<title>Hammers</title><meta property=og:site_name content="ACME tools">',
        SITE.replace('"name"', '"alternateName": "AT-1", "name"')
        + "<title>AT-1</title>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html, url=HOME).outcome == "pass"


def test_it_warns_of_another_name() -> None:
    html = SITE + "<title>Roadrunner</title><meta property=og:site_name content=Beep>"
    result = check(ID, html, url=HOME)
    assert result.outcome == "warn"
    assert [finding.snippet for finding in result.findings] == ["Beep", "Roadrunner"]


def test_it_fails() -> None:
    assert check(ID, "<title>Acme</title>", url=HOME).outcome == "fail"
    result = check(ID, META.wrong, url=HOME)
    assert result.explanation == "The WebSite item lacks its name or url."


def test_it_does_not_apply() -> None:
    assert check(ID, "<title>Acme</title>", url=HOME + "shop").outcome == "na"
