"""a11y.dup-id."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "a11y.dup-id"


@pytest.mark.parametrize(
    "html",
    [
        "<label for=a>A</label><input id=a><input id=b>",
        "<label for=a>A</label><input id=a><p id=x></p><p id=x></p>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    "reference", ["for=a", "aria-labelledby='x a'", "aria-controls=a"]
)
def test_it_fails(reference: str) -> None:
    result = check(
        ID, f"<label {reference}>A</label><input id=a><input id=a><input id=a>"
    )
    assert (result.outcome, result.score) == ("fail", 0)
    assert (result.findings[0].snippet, result.findings[0].note) == (
        'id="a"',
        "3 times",
    )


def test_it_does_not_apply() -> None:
    assert check(ID, "<p id=x></p><p id=x></p>").outcome == "na"
