"""url.length."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "url.length"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/" + "a" * 80,
        "https://example.com/page#" + "a" * 200,
        "https://example.com/" + "%D1%82" * 80,
    ],
)
def test_it_passes(url: str) -> None:
    result = check(ID, url=url)
    assert result.outcome == "pass"
    assert result.explanation.endswith("characters.")


def test_it_fails() -> None:
    result = check(ID, url="https://example.com/?q=" + "a" * 78)
    assert (result.outcome, result.findings[0].note) == ("fail", "101 characters")


def test_it_applies_to_every_page() -> None:
    assert check(ID, url="https://example.com/").outcome == "pass"
