"""link.text."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.domain.audit_result import AuditResult

ID = "link.text"


def link(text: str, lang: str = "") -> AuditResult:
    attribute = f" lang={lang}" if lang else ""
    return check(ID, f"<html{attribute}><a href=/soil>{text}</a>")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Soil for tomatoes", ""),
        ("more soil", "en"),
        ("start", "de"),
        ("Mehr", "en"),
        ("das", "fi"),
        ("here " * 20, "en"),
        ("Read more <span>about soil</span>", "en"),
    ],
)
def test_it_passes(text: str, lang: str) -> None:
    assert link(text, lang).outcome == "pass"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Click here", ""),
        ("weiterlesen", ""),
        ("Click &nbsp; here!", "en-US"),
        ("Read more »", "en_GB"),
        ("→ Hier", "de"),
        ("click aquí", "es-MX"),
        ("மேலும் அறிக", "ta"),
        ("اینجا کلیک کنید", "fa"),
        ("続きを読む", "ja"),
        ("En savoir plus…", "fr"),
    ],
)
def test_it_fails(text: str, lang: str) -> None:
    result = link(text, lang)
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.findings[0].snippet == '<a href="/soil">'


def test_a_link_has_a_language_of_its_own() -> None:
    html = "<html lang=en><a href=/a lang=de>mehr</a><a href=/b lang=de>go</a>"
    assert len(check(ID, html).findings) == 1


def test_without_lang_the_text_tells_the_language() -> None:
    text = "The soil that tomatoes like is loose and rich, and holds water well. " * 5
    assert check(ID, f"<p>{text}</p><a href=/soil>das</a>").outcome == "pass"


@pytest.mark.parametrize(
    "tag",
    [
        "a href=mailto:a@example.com",
        "a href='javascript:void(0)'",
        "a",
        "a href=/x rel='noopener nofollow'",
        "a href=/page",
        "a href=#top",
        "a hidden href=/x",
    ],
)
def test_it_does_not_apply(tag: str) -> None:
    assert check(ID, f"<html lang=en><{tag}>more</a>").outcome == "na"
