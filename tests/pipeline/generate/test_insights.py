"""Insights composed from findings: grouped, ranked, quoted, bounded."""

from __future__ import annotations

from typing import Any

import pytest

from support.insight_body import TEXT, entry, facts, phrases
from webapp.pipeline.generate import compose_insights, without_model
from webapp.pipeline.generate.topics import TOPICS

HOSTILE = "<img src=x onerror=alert(1)>{{7*7}}"


def compose(*audits: Any, text: str = "", names: Any = (), **page: Any) -> Any:
    return compose_insights(list(audits), facts(**page), phrases(*names), text)


def test_what_costs_most_comes_first() -> None:
    found = compose(entry("title.length"), entry("index.noindex", "critical"))
    assert found["items"][0]["title"] == "Let engines in first"
    assert found["items"][0]["audits"] == ["index.noindex"]
    assert "let engines in first" in found["summary"]


def test_five_actions_by_effect_and_then_effort() -> None:
    found = compose(
        entry("h1.missing"),
        entry("sec.hsts", "minor"),
        entry("content.words", "critical"),
        entry("img.picture", "moderate"),
        entry("title.length"),
        entry("lang.missing", "moderate"),
        entry("og.image", "minor"),
    )
    assert [(item["effect"], item["effort"]) for item in found["items"]] == [
        ("high", "low"),
        ("high", "medium"),
        ("high", "high"),
        ("medium", "low"),
        ("medium", "medium"),
    ]


def test_actions_name_checks_that_fail_alone() -> None:
    found = compose(
        entry("title.length", outcome="warn"),
        entry("title.missing", outcome="pass"),
        entry("desc.length", outcome="na"),
        entry("desc.missing", outcome="not_measured"),
        names=["glaze"],
    )
    assert len(found["items"]) == 2
    assert {name for item in found["items"] for name in item["audits"]} == {
        "title.length"
    }


@pytest.mark.parametrize(
    ("failing", "title", "named"),
    [
        (["desc.missing"], "Give the page a telling description", ["description"]),
        (["title.length"], "Give the page a telling title", ["title", "“Clay”"]),
        (
            ["title.length", "desc.length"],
            "Rewrite what the result shows",
            ["title", "“Clay”", "description"],
        ),
    ],
)
def test_only_what_fails_is_to_be_rewritten(
    failing: list[str], title: str, named: list[str]
) -> None:
    audits = [{**entry(name), "how_to_fix": ""} for name in failing]
    (item,) = compose(*audits, title="Clay")["items"]
    assert item["title"] == title
    for word in ("“Clay”", "description"):
        assert (word in item["text"]) is (word in named), word


def test_the_page_is_quoted_and_markup_stays_text() -> None:
    found = compose(entry("title.length"), title=HOSTILE * 40)
    assert "{{7*7}}" in found["items"][0]["text"]
    assert len(found["items"][0]["text"]) <= 400


def test_it_says_how_it_was_made() -> None:
    found = compose()
    assert found["source"] == "rules"
    assert "without a language model" in found["label"]
    assert without_model(found, "it was away")["label"].endswith(
        " The language model was not used: it was away."
    )


def test_the_same_findings_give_the_same_words() -> None:
    audits = [entry("title.length"), entry("desc.missing")]
    one, two = (compose(*audits, text=TEXT, names=["pot"]) for _ in range(2))
    assert one == two


def test_a_missing_main_phrase_is_named() -> None:
    items = compose(entry("title.length"), names=["garden soil"])["items"]
    (told,) = [item for item in items if item["title"] == "Name the subject"]
    assert "“garden soil”" in told["text"]
    # The page has no description, which an advice of its own says.
    assert "missing in the title and the main heading." in told["text"]
    assert told["audits"] == ["title.length"]


def test_nothing_failing_is_said_honestly() -> None:
    found = compose(entry("title.length", outcome="pass"), names=["garden soil"])
    assert found["items"] == []
    assert "All 1 checks" in found["summary"]
    assert found["coverage"] == [{"topic": "garden soil", "covered": False}]


def test_every_audit_belongs_to_one_topic() -> None:
    from webapp.audits.registry import AUDITS

    for audit in AUDITS:
        owners = [t for t in TOPICS if audit.meta.id.startswith(t.prefixes)]
        assert len(owners) == 1, audit.meta.id


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ({"title": "Clay"}, "Pots of clay – Clay Shop"),
        ({"title": "Pots of clay for the balcony and more | Shop | " + "x" * 60},
         "Pots of clay for the balcony and more | Shop – Clay Shop"),
        ({"title": "word " * 30}, "word " * 11 + "word"),
        ({"h1": "", "headings": [], "title": ""}, "Tomato pots – Clay Shop"),
        ({"title": "Pots of clay – Clay Shop"}, ""),
        ({"h1": "", "title": "", "site_name": ""}, ""),
    ],
)  # fmt: skip
def test_a_title_is_made_of_the_pages_own_words(page: Any, title: str) -> None:
    found = compose(entry("title.length"), names=["tomato pots"], **page)
    assert found["rewrites"]["title"] == title
    assert len(title) <= 60
    assert compose(**page)["rewrites"]["title"] == ""


def test_a_description_is_made_of_whole_sentences() -> None:
    found = compose(entry("desc.missing"), text=TEXT)["rewrites"]["description"]
    assert found.startswith("A pot of clay keeps the roots")
    assert found.endswith(".")
    assert 50 <= len(found) <= 155
    long = "word " * 60
    cut = compose(entry("desc.length"), description=long)["rewrites"]["description"]
    assert cut.endswith("word…")
    assert len(cut) <= 155
    assert compose(entry("desc.missing"))["rewrites"]["description"] == ""


def test_what_headings_name_is_covered() -> None:
    names = ["clay pot", "POTS", "glaze", "clay pot", "陶器", "<b>", ""]
    headings = [{"level": 1, "text": "Pots of clay"}, {"level": 2, "text": "赤い陶器"}]
    found = compose(names=names, headings=headings)["coverage"]
    assert [(entry["topic"], entry["covered"]) for entry in found] == [
        ("clay pot", True),
        ("POTS", True),
        ("glaze", False),
        ("陶器", True),
        ("<b>", False),
    ]
