"""ai.extractable."""

from __future__ import annotations

import dataclasses

import pytest

from support.pages import check, fetched
from webapp.audits.ai.extractable import run
from webapp.domain.parsed_page import ParsedPage
from webapp.pipeline.parse import parse

ID = "ai.extractable"
SENTENCES = [f"Tea number {n} takes {n + 90} seconds in pot{n}." for n in range(40)]
TEXT = f"<p>{' '.join(SENTENCES)}</p>"
PAGE = f"<title>Tea</title><main><h1>Tea</h1>{TEXT}</main>"


def page_with(extracted: str | None) -> ParsedPage:
    return dataclasses.replace(parse(fetched(PAGE)), extracted_text=extracted)


def test_it_passes() -> None:
    result = check(ID, PAGE)
    assert result.outcome == "pass"
    assert result.explanation.endswith("different words and finds a title.")


def test_it_fails() -> None:
    result = run(page_with(SENTENCES[0]))
    assert result.outcome == "fail"
    assert result.explanation == "The extractor keeps 6 % of 125 different words."
    assert result.findings[0].snippet == "6 %"


def test_it_fails_without_a_title() -> None:
    result = check(ID, f"<main>{TEXT}</main>")
    assert (result.outcome, result.findings[0].snippet) == ("fail", "<title>")


@pytest.mark.parametrize(("number", "outcome"), [(20, "pass"), (18, "fail")])
def test_half_is_enough(number: int, outcome: str) -> None:
    assert run(page_with(" ".join(SENTENCES[:number]))).outcome == outcome


def test_other_words_do_not_make_up_for_missing_ones() -> None:
    assert run(page_with("coffee " * 500)).outcome == "fail"


def test_menus_and_labels_may_be_dropped() -> None:
    labels = "<ul>" + "<li>Some label" * 400 + "</ul>"
    assert check(ID, PAGE.replace("</main>", f"{labels}</main>")).outcome == "pass"


def test_signs_count_where_words_have_no_spaces() -> None:
    signs = "".join(chr(0x4E00 + n) for n in range(200))
    page = parse(fetched(f"<title>茶</title><main><h1>茶</h1><p>{signs}。</p></main>"))
    whole = dataclasses.replace(page, extracted_text=signs)
    part = dataclasses.replace(page, extracted_text=signs[:80])
    assert [run(whole).outcome, run(part).outcome] == ["pass", "fail"]


def test_a_broken_extractor_is_not_the_fault_of_the_page() -> None:
    assert run(page_with(None)).outcome == "not_measured"


def test_it_does_not_apply() -> None:
    assert check(ID, "<title>Tea</title><main><p>Tea.</main>").outcome == "na"
