"""hreflang.dup."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "hreflang.dup"
ALT = "<link rel=alternate hreflang='%s' href='%s'>"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("de", "/de"), ("en", "/en")),
        (("de", "/de"), ("DE", "https://EXAMPLE.com/de#top")),
        (("en-GB", "/en"), ("en-IE", "/en")),
        (("x-default", "/en"), ("en", "/en")),
        (("en", "/en"), ("x-default", "/en")),
    ],
)
def test_it_passes(first: tuple[str, str], second: tuple[str, str]) -> None:
    assert check(ID, ALT % first + ALT % second).outcome == "pass"


@pytest.mark.parametrize(
    ("first", "second", "note"),
    [
        (("de", "/de"), ("DE", "/at"), "“de” also has https://example.com/de"),
        (("x-default", "/a"), ("x-default", "/b"), "“x-default” also has"),
        (("de", "/x"), ("en-GB", "/x"), "https://example.com/x is also “de”"),
    ],
)
def test_it_fails(first: tuple[str, str], second: tuple[str, str], note: str) -> None:
    by_link = check(ID, ALT % first + ALT % second)
    header = f"<{second[1]}>; rel=alternate; hreflang={second[0]}"
    by_header = check(ID, ALT % first, headers={"Link": header})
    for result in (by_link, by_header):
        assert (result.outcome, len(result.findings)) == ("fail", 1)
        assert result.findings[0].note.startswith(note)


def test_it_fails_with_media() -> None:
    link = "<link rel=alternate hreflang=de href=/de media='only screen'>"
    result = check(ID, link)
    assert (result.outcome, result.findings[0].note) == (
        "fail",
        "with media “only screen”",
    )


@pytest.mark.parametrize("html", ["<p>x", ALT % ("de", "/de")])
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
