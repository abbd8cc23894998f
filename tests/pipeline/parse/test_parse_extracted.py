"""What a content extractor keeps of a page, and when a second one is asked."""

from __future__ import annotations

import time

import pytest

from support.pages import fetched
from webapp.pipeline.parse import extracted, parse

PARAGRAPH = (
    "Tomato plants on a balcony need a pot of twenty litres, good potting soil and six "
    "hours of sun. Water them each morning until the soil is wet to the bottom. "
)
ARTICLE = (
    "<html><head><title>Tomatoes</title></head><body><nav><a href=/>Home</a></nav>"
    f"<main><h1>Tomatoes</h1>{f'<p>{PARAGRAPH}</p>' * 6}</main>"
    "<footer>Imprint and privacy</footer></body></html>"
)


def asked_second(monkeypatch: pytest.MonkeyPatch, answer: str) -> list[str]:
    """Answer in trafilatura's place; the list notes that it was asked."""
    asked: list[str] = []

    def instead(root: object) -> str:
        asked.append("trafilatura")
        return answer

    monkeypatch.setattr(extracted, "by_trafilatura", instead)
    return asked


def test_an_article_is_kept_and_its_surroundings_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = asked_second(monkeypatch, "")
    text = parse(fetched(ARTICLE)).extracted_text
    assert text is not None
    assert "six hours of sun" in text
    assert "Imprint" not in text
    assert asked == []


def test_where_little_is_found_the_better_of_two_counts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = asked_second(monkeypatch, "all of the words " * 9)
    monkeypatch.setattr(extracted, "by_resiliparse", lambda root: "two words")
    assert parse(fetched(ARTICLE)).extracted_text == "all of the words " * 9
    assert asked == ["trafilatura"]


def test_a_first_that_finds_more_than_the_second_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = asked_second(monkeypatch, "less")
    monkeypatch.setattr(extracted, "by_resiliparse", lambda root: "two words")
    assert parse(fetched(ARTICLE)).extracted_text == "two words"
    assert asked == ["trafilatura"]


def test_extractors_that_break_leave_the_page_whole(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(root: object) -> str:
        raise RuntimeError("this page breaks it")

    monkeypatch.setattr(extracted, "by_resiliparse", broken)
    monkeypatch.setattr(extracted, "by_trafilatura", broken)
    page = parse(fetched(ARTICLE))
    assert page.extracted_text is None
    assert page.title == "Tomatoes"
    assert "this page breaks it" in caplog.text


def test_a_page_nested_too_deep_is_not_given_to_the_slow_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = asked_second(monkeypatch, "")
    monkeypatch.setattr(extracted, "by_resiliparse", lambda root: "little")
    monkeypatch.setattr(extracted, "MAX_DEPTH_SUM", 10)
    assert parse(fetched(ARTICLE)).extracted_text == "little"
    assert asked == []


def test_deep_nesting_costs_no_minutes() -> None:
    """Read again from its source, such a page takes Resiliparse more than a minute."""
    started = time.monotonic()
    parse(fetched("<div>" * 100_000 + PARAGRAPH))
    assert time.monotonic() - started < 20
