"""link.count."""

from __future__ import annotations

from support.pages import check

ID = "link.count"


def test_it_passes() -> None:
    result = check(ID, "<a href=/a>A</a>" * 99 + "<a href=https://b.example/>B</a>")
    assert result.outcome == "pass"
    assert result.explanation == "The page has 100 links, 99 of them within the site."


def test_it_fails_nobody_and_only_warns() -> None:
    result = check(ID, "<a href=/a>A</a>" * 101)
    assert (result.outcome, result.score) == ("warn", 0.5)


def test_it_counts_web_links_alone() -> None:
    assert check(ID, "<a href=mailto:a@example.com>A</a>" * 200).outcome == "pass"


def test_it_applies_to_every_page() -> None:
    assert check(ID).explanation.startswith("The page has 0 links")
