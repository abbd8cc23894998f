"""content.hidden."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.domain.audit_result import AuditResult

ID = "content.hidden"


TEXT = "word " * 60 + "<a href=/x>link</a>"


def hidden(attributes: str, text: str = TEXT, tag: str = "div") -> AuditResult:
    return check(ID, f"<p>Soil</p><{tag} {attributes}>{text}</{tag}>")


@pytest.mark.parametrize(
    ("attributes", "text", "tag"),
    [
        ("style='display:none'", "word " * 40 + "<a href=/x>x</a>", "div"),
        ("style='text-indent:-9999px'", "word " * 60, "div"),
        ("style='display:none' class=main-menu", TEXT, "div"),
        ("hidden", TEXT, "dialog"),
        ("hidden role=tabpanel", TEXT, "section"),
        ("hidden id=cookie-banner", TEXT, "div"),
        ("style='opacity:0;transform:translateY(20px)'", TEXT, "div"),
    ],
)
def test_it_passes(attributes: str, text: str, tag: str) -> None:
    assert hidden(attributes, text, tag).outcome == "pass"


def test_a_margin_hides_nothing() -> None:
    assert hidden("style='margin-top: -190px'", TEXT, "div").outcome == "na"


@pytest.mark.parametrize(
    "style", ["text-indent: -9999px", "position:absolute; left:-5000px", "font-size:0"]
)
def test_it_fails_for_what_nobody_can_open(style: str) -> None:
    result = hidden(f"style='{style}'")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].note == "61 words, 1 link"


@pytest.mark.parametrize(
    "attributes", ["hidden", "style='display: none'", "style='opacity:0'"]
)
def test_it_warns_for_what_a_click_may_show(attributes: str) -> None:
    assert hidden(attributes).outcome == "warn"


def test_the_worse_one_decides_and_comes_first() -> None:
    html = f"<div hidden>{TEXT}</div><div style='text-indent:-999px'>{TEXT}</div>"
    result = check(ID, html)
    assert result.outcome == "fail"
    assert "text-indent" in result.findings[0].snippet


def test_it_does_not_apply() -> None:
    assert check(ID, "<p>x").outcome == "na"
