"""Insights without a language model: findings grouped, ranked, put into words."""

from __future__ import annotations

from typing import Any, cast

from webapp.domain.report import AuditEntry, Keyphrase, PageFacts, written_in
from webapp.pipeline.generate.coverage import cover, stem
from webapp.pipeline.generate.findings import cost, effect, failing
from webapp.pipeline.generate.questions import missing_questions
from webapp.pipeline.generate.rewrites import rewrite
from webapp.pipeline.generate.shape import (
    MOST_ITEMS,
    TEXT_CHARACTERS,
    Action,
    Insights,
    in_order,
)
from webapp.pipeline.generate.topics import TOPICS, Topic
from webapp.pipeline.generate.wording import cut, join, quote

LABEL = "Composed from the findings by rules, without a language model."
#: What is said in place of a topic's words where only checks of this family fail.
ALONE = {
    "title": (
        "Give the page a telling title",
        "The title is what people read first before they choose. Now: “{title}”.",
    ),
    "desc": (
        "Give the page a telling description",
        "The description is what people read below the title before they choose.",
    ),
}
#: The checks whose mending is also the place to name the subject.
NAMING = ("title.", "h1.", "desc.")


def compose_insights(
    audits: list[AuditEntry],
    page: PageFacts,
    keyphrases: list[Keyphrase],
    text: str = "",
) -> dict[str, Any]:
    """``shape.Insights`` by rules; ``text`` is the page's main text, as far as it is at
    hand. The same findings always give the same words.
    """
    return cast("dict[str, Any]", by_rules(audits, page, keyphrases, text))


def by_rules(
    audits: list[AuditEntry], page: PageFacts, keyphrases: list[Keyphrase], text: str
) -> Insights:
    found = failing(audits)
    # In other languages they are found by counting, and half of them name nothing.
    if written_in(page) not in ("", "en"):
        keyphrases = []
    groups = [(topic, matching(topic, found)) for topic in TOPICS]
    costly = sorted((g for g in groups if g[1]), key=lambda group: -cost(group[1]))
    named = phrase_advice(page, keyphrases, found)
    advised = [advice(topic, group, page) for topic, group in costly]
    items = in_order(advised)[: MOST_ITEMS - len(named)] + named
    return Insights(
        source="rules",
        label=LABEL,
        summary=summary(len(found), items, audits),
        items=in_order(items),
        rewrites=rewrite(found, page, keyphrases, text),
        questions=missing_questions(page, keyphrases, text),
        coverage=cover((entry["phrase"] for entry in keyphrases), page),
    )


def without_model(rules: dict[str, Any], reason: str) -> dict[str, Any]:
    """The same insights; the label says why no model wrote them."""
    return {**rules, "label": f"{LABEL} The language model was not used: {reason}."}


def matching(topic: Topic, found: list[AuditEntry]) -> list[AuditEntry]:
    return [audit for audit in found if audit["id"].startswith(topic.prefixes)]


def advice(topic: Topic, group: list[AuditEntry], page: PageFacts) -> Action:
    facts = {
        "title": quote(page["title"]) or "none",
        "h1": quote(page["h1"]) or "no main heading",
        "words": page["word_count"],
    }
    title, text = words_for(topic, group)
    why = text.format(**facts)
    fixes = " ".join(audit["how_to_fix"] for audit in group[:2])
    return Action(
        title=title,
        text=cut(f"{why} {fixes}", TEXT_CHARACTERS),
        category=group[0]["category"],
        audits=[audit["id"] for audit in group],
        effort=topic.effort,
        effect=effect(group),
    )


def words_for(topic: Topic, group: list[AuditEntry]) -> tuple[str, str]:
    """Title and text that name nothing which is right as it is."""
    families = {audit["id"].partition(".")[0] for audit in group}
    alone = ALONE.get(families.pop()) if len(families) == 1 else None
    return alone or (topic.title, topic.text)


def phrase_advice(
    page: PageFacts, keyphrases: list[Keyphrase], found: list[AuditEntry]
) -> list[Action]:
    """Whether the page's own main phrase stands where engines look for it; told where
    one of those places is to be rewritten anyway."""
    group = [audit for audit in found if audit["id"].startswith(NAMING)]
    if not keyphrases or not group:
        return []
    phrase = keyphrases[0]["phrase"]
    places = {
        "the title": page["title"],
        "the main heading": page["h1"],
        "the description": page["description"],
    }
    # A place that is not there has an advice of its own.
    there = {name: place for name, place in places.items() if place}
    missing = [name for name, place in there.items() if not names(place, phrase)]
    if not missing:
        return []
    text = (
        f"The text is mostly about “{quote(phrase)}”, yet these words are missing in "
        f"{join(missing)}. Say it there in the words that people search with."
    )
    return [
        Action(
            title="Name the subject",
            text=cut(text, TEXT_CHARACTERS),
            category="content",
            audits=[audit["id"] for audit in group],
            effort="low",
            effect="medium",
        )
    ]


def names(place: str, phrase: str) -> bool:
    words = {stem(word) for word in place.casefold().split()}
    wanted = phrase.casefold()
    return wanted in place.casefold() or {stem(w) for w in wanted.split()} <= words


def summary(count: int, items: list[Action], audits: list[AuditEntry]) -> str:
    if not items:
        measured = sum(audit["score"] is not None for audit in audits)
        return f"All {measured} checks that apply to this page passed."
    number = f"{count} checks" if count > 1 else "One check"
    return f"{number} found something. Begin with: {items[0]['title'].lower()}."
