"""title.multiple."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "title.multiple"


@pytest.mark.parametrize("more", ["", "<body><svg><title>Icon</title></svg>"])
def test_it_passes(more: str) -> None:
    assert check(ID, f"<head><title>One</title></head>{more}").outcome == "pass"


@pytest.mark.parametrize(
    ("html", "notes"),
    [
        ("<head><title>One</title><title>Two</title></head>", ["in", "in"]),
        (
            "<head><title>One</title></head><body><p>x</p><title>Two</title>",
            ["in", "out"],
        ),
        ("<body><p>x</p><title>Late</title>", ["out"]),
        ("<head><title></title><title>Two</title></head>", ["in", "in"]),
    ],
)
def test_it_fails(html: str, notes: list[str]) -> None:
    result = check(ID, html)
    assert result.outcome == "fail"
    assert [f.note.partition("side")[0].split()[0] for f in result.findings] == notes


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
