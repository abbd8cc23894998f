"""What the second half makes of keyphrases: by the language of the text."""

from __future__ import annotations

from typing import Any

import pytest

from support.pages import fetched, site_of
from webapp.domain.report import Keyphrase, ReportBody, written_in
from webapp.pipeline import runner
from webapp.pipeline.analyze import NoKeyphrases
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.full_report import phrases_to_ask

ENGLISH = "The heat pump needs space in the cellar, and it is not loud at night. " * 5
GERMAN = "Die Wärmepumpe braucht Platz im Keller, und sie ist nachts nicht laut. " * 5


def report(text: str, lang: str, **phrase: Any) -> ReportBody:
    options = runner.ScanOptions(FetchPolicy("Test"), NoKeyphrases(), 1)
    html = f"<html{f' lang={lang}' if lang else ''}><title>T</title><main><p>{text}"
    crawled = runner.Crawled(site_of(), fetched(html), {})
    body = runner.run_teaser(crawled, options, lambda step, progress: None)
    body["keyphrases"] = [Keyphrase(phrase="heat pump", score=1.0, **phrase)]
    return body


@pytest.mark.parametrize("lang", ["en", "de", ""])
def test_an_english_text_is_asked_whatever_the_page_declares(lang: str) -> None:
    body = report(ENGLISH, lang, count=5, places=[])
    assert written_in(body["page"]) == "en"
    assert phrases_to_ask(body) == ["heat pump"]


@pytest.mark.parametrize("lang", ["en", "de", ""])
def test_a_german_text_is_not(lang: str) -> None:
    body = report(GERMAN, lang, count=5, places=["title"])
    assert written_in(body["page"]) == "de"
    assert phrases_to_ask(body) == []


@pytest.mark.parametrize(
    ("count", "places", "is_asked"),
    [
        (1, ["first_words"], False),
        (1, ["title"], True),
        (2, [], True),
    ],
)
def test_what_stands_once_in_running_text_is_not_asked(
    count: int, places: list[str], is_asked: bool
) -> None:
    body = report(ENGLISH, "en", count=count, places=places)
    assert bool(phrases_to_ask(body)) is is_asked


def test_an_older_report_is_read_by_what_the_page_declares() -> None:
    body = report(ENGLISH, "de-CH")
    del body["page"]["text_lang"]
    assert written_in(body["page"]) == "de"
    assert phrases_to_ask(report(ENGLISH, "en")) == ["heat pump"]
