"""Where keyphrases stand: on the page, in the PDF, in the published schema."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from support import scans
from support.browser import sign_in
from support.scans import HOSTILE, make_scan, report_body
from webapp.api.report_schema import KEYPHRASE
from webapp.domain.report import Keyphrase
from webapp.models import User
from webapp.pipeline.analyze.evidence import EXPECTED, PLACES
from webapp.services import report_pdf

TOLD = [
    Keyphrase(
        phrase="pots", score=0.9, count=12, places=["title", "link"], missing=["h1"]
    ),
    Keyphrase(
        phrase=HOSTILE,
        score=0.8,
        count=3,
        places=list(PLACES),
        missing=["title", "description", "first_words"],
    ),
    Keyphrase(phrase="plant", score=0.4, count=2, places=[], missing=[]),
]
BEFORE = [Keyphrase(phrase="pots", score=0.9), Keyphrase(phrase="soil", score=0.4)]


@pytest.fixture
def stored(
    app: Flask, client: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """Store a report with these phrases and give its section, as Alice sees it."""

    def section(phrases: list[Keyphrase], *, is_full: bool = True) -> Tag:
        body = report_body()
        body["keyphrases"] = phrases
        monkeypatch.setattr(scans, "report_body", lambda: body)
        state: dict[str, Any] = {"status": "TEASER_READY"}
        if is_full:
            sign_in(client, alice)
            state = {"status": "FULL_READY", "user_id": alice.id}
        public_id = make_scan(app, with_report=True, **state)
        page = BeautifulSoup(client.get(f"/scans/{public_id}").data, "lxml")
        found = page.select_one("section[aria-labelledby=keyphrases]")
        assert found
        return found

    return section


def words(found: Tag | None) -> str:
    assert found
    return " ".join(found.get_text(" ").split())


def test_a_row_a_phrase(stored: Any) -> None:
    section = stored(TOLD)
    heads = [words(head) for head in section.select("thead th[scope=col]")]
    assert heads == ["Phrase", "Relevance", "In the text", "Where it stands"]
    first, second, third = section.select("tbody tr")
    assert words(first.select_one("th[scope=row]")) == "pots"
    assert [words(cell) for cell in first.select("td")] == [
        "0.90",
        "12×",
        "Title Links ▲ Not in the h1",
    ]
    assert words(second.th) == HOSTILE
    assert "Not in the title, description or first 100 words" in words(second)
    assert "in the running text alone" in words(third)
    assert "▲" not in words(third)


def test_each_place_has_a_tag(stored: Any) -> None:
    tags = [words(tag) for tag in stored(TOLD).select("tr:nth-child(2) .places li")]
    assert len(set(tags)) == len(PLACES)
    assert all(tags)


@pytest.mark.parametrize(("phrases", "is_said"), [(TOLD, True), (TOLD[2:], False)])
def test_why_it_matters_is_said_where_something_is_missing(
    stored: Any, phrases: list[Keyphrase], is_said: bool
) -> None:
    assert ("say it there once" in words(stored(phrases))) is is_said


@pytest.mark.parametrize(
    ("phrases", "is_full"), [(TOLD, False), (BEFORE, False), (BEFORE, True)]
)
def test_teasers_and_reports_of_before_have_bars_alone(
    stored: Any, phrases: list[Keyphrase], is_full: bool
) -> None:
    section = stored(phrases, is_full=is_full)
    assert not section.select("table, .places")
    bars = [words(line.span) for line in section.select("ol.phrases li")]
    assert bars == [entry["phrase"] for entry in phrases]


def test_no_phrases_are_explained(stored: Any) -> None:
    section = stored([])
    assert not section.select("table, ol")
    assert "switched off" in words(section)


def test_the_pdf_tells_as_much() -> None:
    first, second, third = (report_pdf.with_places(entry) for entry in TOLD)
    assert first["stands"] == "12× in the text; stands in title, links"
    assert first["lacks"] == "Not in: h1"
    assert second["lacks"] == "Not in: title, description, first 100 words"
    assert (third["stands"], third["lacks"]) == ("2× in the text", "")
    assert tuple(report_pdf.PLACES) == PLACES


@pytest.mark.parametrize("phrases", [TOLD, BEFORE, []])
def test_the_pdf_is_set_with_and_without_them(phrases: list[Keyphrase]) -> None:
    report = {**report_body(), "keyphrases": phrases, "scan": {"created_at": None}}
    assert report_pdf.render(report).startswith(b"%PDF-")


def test_the_schema_takes_both_and_refuses_what_is_no_place() -> None:
    for entry in [*TOLD, *BEFORE]:
        jsonschema.validate(entry, KEYPHRASE)
    for wrong in ({"places": ["body"]}, {"missing": ["url"]}, {"count": -1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**TOLD[0], **wrong}, KEYPHRASE)
    assert set(EXPECTED) < set(PLACES)
