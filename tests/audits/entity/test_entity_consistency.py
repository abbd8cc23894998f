"""entity.consistency."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "entity.consistency"
HOME = "https://example.com/"
OG = '<meta property="og:site_name" content="%s">'
LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", %s}</script>'
)


def page(title: str, og: str, organization: str) -> str:
    item = LD % f'"@type": "Organization", "name": "{organization}"'
    return f"<title>{title}</title>{OG % og}{item}"


@pytest.mark.parametrize(
    "html",
    [
        page("Acme", "Acme", "Acme"),
        page("Hammers | ACME", "Acme", "Acme Inc."),
        page("Café Müller – Berlin", "Cafe Muller", "Café Müller GmbH"),
        page("The Acme", "Acme Tools", "Acme"),
        page("日本工具", "日本工具", "日本工具株式会社"),
        "<title>Acme</title>" + OG % "Acme",
        OG % "Acme" + LD % '"@type": "Organization", "name": "Acme"',
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html, url=HOME).outcome == "pass"


def test_it_fails() -> None:
    result = check(ID, page("Acme", "Acme", "Road Runner Ltd"), url=HOME)
    assert result.outcome == "fail"
    assert [(finding.snippet, finding.note) for finding in result.findings] == [
        ("Acme", "og:site_name"),
        ("Road Runner Ltd", "Organization.name"),
    ]


def test_it_warns_of_a_title_without_the_name() -> None:
    result = check(ID, page("Best hammers in town", "Acme", "Acme"), url=HOME)
    assert result.outcome == "warn"
    assert result.findings[-1].note == "title"


def test_it_does_not_apply() -> None:
    assert check(ID, page("A", "B", "C"), url=HOME + "about").outcome == "na"
    assert check(ID, OG % "Acme", url=HOME).outcome == "na"
    assert check(ID, "<title>Acme</title>", url=HOME).outcome == "na"
