"""index.noindex."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "index.noindex"
META = "<meta name='%s' content='%s'>"


@pytest.mark.parametrize(
    "header",
    [
        "otherbot: noindex",
        "googlebot-news: noindex",
        "bingbot: noindex, nofollow",
        "googlebot: nofollow, otherbot: noindex",
        "max-image-preview: none",
        "unavailable_after: 25 Jun 2010 15:00:00 PST",
        "noindexed",
    ],
)
def test_it_passes(header: str) -> None:
    result = check(ID, META % ("robots", "index"), headers={"X-Robots-Tag": header})
    assert (result.outcome, result.findings) == ("pass", ())


def test_it_passes_where_only_others_are_told() -> None:
    metas = META % ("bingbot", "noindex") + META % ("description", "noindex")
    assert check(ID, metas).outcome == "pass"


@pytest.mark.parametrize(
    "html",
    [
        META % ("ROBOTS", "NOINDEX, follow"),
        META % ("robots", "max-snippet:-1 ,\n none"),
        META % ("googlebot", "noindex"),
        f"<body><p>x{META % ('robots', 'noindex')}",
        META % ("robots", "noindex") + META % ("googlebot", "index"),
        META % ("robots", "index") + META % ("robots", "noindex"),
    ],
)
def test_it_fails_by_a_meta(html: str) -> None:
    result = check(ID, html)
    assert result.outcome == "fail"
    assert len(result.findings) == 1
    assert result.findings[0].snippet.lower().startswith("<meta")


@pytest.mark.parametrize(
    ("header", "note"),
    [
        ("noindex", "noindex for every crawler"),
        ("googlebot: none", "none for googlebot"),
        ("GoogleBot: NoIndex", "noindex for googlebot"),
        ("otherbot: nofollow, googlebot: noindex", "noindex for googlebot"),
        ("all, none", "none for every crawler"),
        ("unavailable_after: Fri, 25 Jun 2010 15:00:00 PST, noindex", "noindex for e"),
    ],
)
def test_it_fails_by_a_header(header: str, note: str) -> None:
    result = check(ID, headers={"X-Robots-Tag": header})
    assert result.outcome == "fail"
    assert result.findings[0].snippet == f"X-Robots-Tag: {header}"
    assert result.findings[0].note.startswith(note)


def test_it_applies_to_every_page() -> None:
    assert check(ID).outcome == "pass"
