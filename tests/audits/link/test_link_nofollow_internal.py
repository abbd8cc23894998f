"""link.nofollow-internal."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "link.nofollow-internal"


def test_it_passes() -> None:
    html = "<a href=/a rel=noopener>A</a><a href=https://b.example/ rel=nofollow>B</a>"
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize("url", ["/a", "https://www.example.com/a"])
def test_it_fails(url: str) -> None:
    result = check(ID, f"<a href={url} rel='next NoFollow'>A</a><a href=/b>B</a>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "1 of 2 links."
    assert url in result.findings[0].snippet


@pytest.mark.parametrize(
    "link",
    [
        "<a href=https://b.example/ rel=nofollow>B</a>",
        "<a href=#comments rel=nofollow>B</a>",
        "<a href='?replytocom=7#respond' rel=nofollow>B</a>",
        "<a href=/user rel='ugc nofollow'>B</a>",
    ],
)
def test_it_does_not_apply(link: str) -> None:
    assert check(ID, link).outcome == "na"
