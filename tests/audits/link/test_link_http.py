"""link.http."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "link.http"


def test_it_passes() -> None:
    assert check(ID, "<a href=/a>A</a><a href=//b.example/>B</a>").outcome == "pass"


@pytest.mark.parametrize("url", ["http://example.com/a", "HTTP://www.example.com/a"])
def test_it_fails_within_the_site(url: str) -> None:
    result = check(ID, f"<a href=http://b.example/>B</a><a href={url}>A</a>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert [finding.note for finding in result.findings] == ["the same site"]


def test_it_warns_for_others() -> None:
    result = check(ID, "<a href=http://b.example/>B</a>")
    assert result.outcome == "warn"
    assert result.findings[0].note == "another site"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<a href=http://example.com/>A</a>", "http://example.com/page"),
        ("<a href=mailto:a@example.com>A</a>", "https://example.com/page"),
    ],
)
def test_it_does_not_apply(html: str, url: str) -> None:
    assert check(ID, html, url=url).outcome == "na"
