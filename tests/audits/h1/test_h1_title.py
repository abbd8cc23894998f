"""h1.title."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "h1.title"


def page(title: str, heading: str) -> str:
    return f"<head><title>{title}</title></head><body><h1>{heading}</h1>"


@pytest.mark.parametrize("heading", ["Tomatoes on a balcony", "Tomatoe"])
def test_it_passes(heading: str) -> None:
    assert check(ID, page("Tomatoes", heading)).outcome == "pass"


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Tomatoes", "Tomatoes"),
        ("Tomatoes  and\nsun", " TOMATOES <b>and</b> sun"),
        ("Straße", "STRASSE"),
    ],
)
def test_it_fails(title: str, heading: str) -> None:
    result = check(ID, page(title, heading))
    assert (result.outcome, result.findings[0].snippet) == ("fail", "<h1>")


@pytest.mark.parametrize(("title", "heading"), [("", "Tomatoes"), ("Tomatoes", "")])
def test_it_does_not_apply(title: str, heading: str) -> None:
    assert check(ID, page(title, heading)).outcome == "na"
