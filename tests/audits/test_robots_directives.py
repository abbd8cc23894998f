"""Directives for crawlers, from metas and headers."""

from __future__ import annotations

import pytest

from support.pages import fetched
from webapp.audits.robots_directives import Directive, keeps_out, robots_directives
from webapp.domain.fetched_page import FetchedPage
from webapp.pipeline.parse import parse


def read(page: FetchedPage) -> list[tuple[str, str]]:
    return [(d.name, d.agent) for d in robots_directives(page, parse(page))]


GOOGLE = "googlebot"


@pytest.mark.parametrize(
    ("name", "agent"),
    [
        ("ROBOTS", ""),
        ("Googlebot", "googlebot"),
        ("googlebot-news", "googlebot-news"),
        ("bingbot", "bingbot"),
        ("archive.org_bot", "archive.org_bot"),
    ],
)
def test_metas_of_known_crawlers_are_read(name: str, agent: str) -> None:
    page = fetched(f"<meta name={name} content=' NoIndex ,, max-snippet : 0'>")
    assert read(page) == [("noindex", agent), ("max-snippet:0", agent)]


@pytest.mark.parametrize("name", ["description", "viewport", "unknownbot"])
def test_other_metas_are_not(name: str) -> None:
    assert read(fetched(f"<meta name={name} content=noindex>")) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("noindex, nofollow", [("noindex", ""), ("nofollow", "")]),
        ("googlebot: noindex, nofollow", [("noindex", GOOGLE), ("nofollow", GOOGLE)]),
        ("otherbot: none, googlebot: all", [("none", "otherbot"), ("all", GOOGLE)]),
        ("all, otherbot: max-snippet: 0", [("all", ""), ("max-snippet:0", "otherbot")]),
        ("max-image-preview: none", [("max-image-preview:none", "")]),
        ("googlebot:", []),
        (
            "unavailable_after: Wed, 25 Jun 2010 15:00:00 PST, all",
            [("unavailable_after:wed, 25 jun 2010 15:00:00 pst", ""), ("all", "")],
        ),
        (
            "googlebot: unavailable_after: Friday, 25-Jun-10 15:00:00 PST",
            [("unavailable_after:friday, 25-jun-10 15:00:00 pst", GOOGLE)],
        ),
        ("unavailable_after: wed,", [("unavailable_after:wed", "")]),
    ],
)
def test_headers_are_read(value: str, expected: list[tuple[str, str]]) -> None:
    assert read(fetched(headers={"X-Robots-Tag": value})) == expected


@pytest.mark.parametrize(
    ("name", "is_kept_out"),
    [
        ("noindex", True),
        ("none", True),
        ("unavailable_after:2010-01-01", True),
        ("unavailable_after:2999-01-01", False),
        ("unavailable_after:soon", False),
        ("max-image-preview:none", False),
        ("index", False),
    ],
)
def test_what_keeps_a_page_out(name: str, *, is_kept_out: bool) -> None:
    assert keeps_out(Directive(name, "", "")) is is_kept_out


def test_a_directive_knows_key_and_value() -> None:
    directive = Directive("unavailable_after:1 jan 2010 10:00", "", "")
    assert (directive.key, directive.value) == (
        "unavailable_after",
        "1 jan 2010 10:00",
    )
