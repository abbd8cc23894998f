"""Titles that nobody wrote."""

from __future__ import annotations

import pytest

from webapp.audits.placeholder_titles import REASONS, placeholder


def test_each_known_title_is_one_in_any_case() -> None:
    assert len(REASONS) > 100
    for title, reason in REASONS.items():
        assert title == title.strip() != ""
        assert placeholder(title.upper()) in (reason, placeholder(title)), title


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Tomatoes |", "has an empty half"),
        ("- Tomatoes", "has an empty half"),
        ("» Tomatoes", "has an empty half"),
        ("| -", "has an empty half"),
        ("Tomatoes - undefined", "has a value that was never filled in"),
        ("[object Object] | Shop", "has a value that was never filled in"),
        ("${title} in the shop", "holds the marks of a template"),
        ("<%= title %>", "holds the marks of a template"),
        ("{{title}}", "holds the marks of a template"),
        ("How to {{ keyword }} in {{ city }}", "holds the marks of a template"),
        ("Shop {% block title %}", "holds the marks of a template"),
    ],
)
def test_leftovers_are_found(title: str, reason: str) -> None:
    assert placeholder(title) == reason


@pytest.mark.parametrize(
    "title",
    [
        "-10 °C and colder: winter gear",
        "C++: the language",
        "What does undefined mean?",
        "Tomatoes – all sorts – Shop",
        "{curly} brackets",
    ],
)
def test_written_titles_are_none(title: str) -> None:
    assert placeholder(title) == ""
