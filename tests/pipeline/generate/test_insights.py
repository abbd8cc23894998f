"""Insights composed from findings: grouped, ranked, quoted, bounded."""

from __future__ import annotations

from typing import Any

from support.scans import report_body
from webapp.domain.report import ReportBody
from webapp.pipeline.generate import compose_insights
from webapp.pipeline.generate.topics import TOPICS


def compose(body: ReportBody, phrase: str = "") -> dict[str, Any]:
    phrases = [{"phrase": phrase, "score": 0.9}] if phrase else []
    return compose_insights(body["audits"], body["page"], phrases)  # type: ignore[arg-type]


def test_what_costs_most_comes_first() -> None:
    body = report_body("<title>x</title><meta name=robots content=noindex><h1>h</h1>")
    found = compose(body)
    assert found["items"][0]["title"] == "Let engines in first"
    assert "index.noindex" in found["items"][0]["audits"]
    assert "let engines in first" in found["summary"]


def test_the_page_is_quoted_and_markup_stays_text() -> None:
    found = compose(report_body())
    assert any("{{7*7}}" in item["text"] for item in found["items"])
    assert all(len(item["text"]) <= 400 for item in found["items"])
    assert len(found["items"]) <= 8


def test_it_says_how_it_was_made() -> None:
    found = compose(report_body())
    assert found["source"] == "rules"
    assert "without a language model" in found["label"]


def test_the_same_findings_give_the_same_words() -> None:
    assert compose(report_body()) == compose(report_body())


def test_a_missing_main_phrase_is_named() -> None:
    items = compose(report_body(), "garden soil")["items"]
    text = next(item["text"] for item in items if item["title"] == "Name the subject")
    assert "“garden soil”" in text
    assert "the title, the main heading and the description" in text


def test_nothing_failing_is_said_honestly() -> None:
    body = report_body()
    passing = [audit for audit in body["audits"] if audit["outcome"] == "pass"]
    found = compose_insights(passing, body["page"], [])
    assert found["items"] == []
    assert f"All {len(passing)} checks" in found["summary"]


def test_every_audit_belongs_to_one_topic() -> None:
    from webapp.audits.registry import AUDITS

    for audit in AUDITS:
        owners = [t for t in TOPICS if audit.meta.id.startswith(t.prefixes)]
        assert len(owners) == 1, audit.meta.id
