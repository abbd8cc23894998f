"""title.placeholder."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "title.placeholder"
HEAD = "<head><title>%s</title></head>"


@pytest.mark.parametrize(
    "title",
    [
        "Balcony planner – Tomato Friends",
        "Home | Tomato Friends",
        "Home gardens of the north",
        "Null island: a place that is none",
        "50% off until Sunday, then 20%",
        "Documents",
        "What is {{ }} in Jinja2",
        "How to use {{ block.super }} in Django templates",
        "What does [object Object] mean in JavaScript?",
        "<% %> and what it does",
    ],
)
def test_it_passes(title: str) -> None:
    assert check(ID, HEAD % title).outcome == "pass"


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("Home", "start page"),
        ("STARTSEITE", "start page"),
        ("Untitled Document", "without a title"),
        ("React App", "framework"),
        ("Vite + React + TS", "framework"),
        ("Create Next App", "framework"),
        ("| Tomato Friends", "empty half"),
        ("Tomatoes -", "empty half"),
        ("–", "empty half"),
        ("undefined | Tomato Friends", "never filled in"),
        ("{{ page.title }} – Shop", "template"),
        ("%%title%% %%sep%% Shop", "template"),
    ],
)
def test_it_fails(title: str, reason: str) -> None:
    result = check(ID, HEAD % title)
    assert result.outcome == "fail"
    assert reason in result.findings[0].note


def test_it_does_not_apply() -> None:
    assert check(ID, HEAD % "").outcome == "na"
