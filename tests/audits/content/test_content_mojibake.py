"""content.mojibake."""

from __future__ import annotations

import dataclasses

import pytest

from support.pages import check, fetched
from webapp.audits.content.mojibake import run
from webapp.pipeline.parse import parse

ID = "content.mojibake"


GOOD = [
    "café",
    "“quoted”",
    "MANHÃ",
    "«AMANHÃ»",
    "NÃO",
    "Äpfel für Å",
    "Â",
    "日本語",
    "50 €",
]
BAD = [
    "cafÃ©",
    "Ã¼ber",
    "hasnâ€™t",
    "Â© 2026",
    "x \ufffd y",
    "ï»¿Hello",
    "sÃ£o",
    "MÃ¼ller",
    "dâ€œ",
]


@pytest.mark.parametrize("text", GOOD)
def test_it_passes(text: str) -> None:
    assert check(ID, f"<p>{text}</p>").outcome == "pass"


@pytest.mark.parametrize("text", BAD)
def test_it_fails(text: str) -> None:
    result = check(ID, f"<p>{'word ' * 50}{text}</p>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert text[-1] in result.findings[0].snippet
    assert len(result.findings[0].snippet) < 70


def test_text_in_another_encoding_than_declared_is_found() -> None:
    assert check(ID, "<p>Grüße".encode("cp1252")).outcome == "fail"
    assert (
        check(
            ID,
            "<p>Grüße".encode(),
            headers={"Content-Type": "text/html; charset=cp1252"},
        ).outcome
        == "fail"
    )


def test_title_and_description_count() -> None:
    assert (
        check(ID, "<head><title>CafÃ©</title></head><p>x").findings[0].note == "title"
    )


def test_a_page_that_was_cut_within_a_character_is_no_fault() -> None:
    page = dataclasses.replace(
        fetched("<p>caf" + "é"), body="<p>café".encode()[:-1], truncated=True
    )
    assert run(parse(page)).outcome == "pass"


def test_it_does_not_apply_to_preformatted_text() -> None:
    assert check(ID, "<pre>cafÃ©</pre>").outcome == "pass"
