"""Insights without a language model: findings grouped, ranked, put into words."""

from __future__ import annotations

from typing import Any

from webapp.domain.report import AuditEntry, Insight, Keyphrase, PageFacts
from webapp.pipeline.generate.topics import TOPICS, Topic

LABEL = "Composed from the findings by rules, without a language model."
FAILING = frozenset({"fail", "warn"})
MOST = 8
MAX_CHARACTERS = 400
QUOTE_CHARACTERS = 80


def compose_insights(
    audits: list[AuditEntry], page: PageFacts, keyphrases: list[Keyphrase]
) -> dict[str, Any]:
    """``{"source", "label", "summary", "items": [Insight, …]}``, most costly first.

    The same findings always give the same words.
    """
    failing = [audit for audit in audits if audit["outcome"] in FAILING]
    groups = [(topic, matching(topic, failing)) for topic in TOPICS]
    ranked = sorted((g for g in groups if g[1]), key=lambda group: -cost(group[1]))
    items = [advice(topic, group, page) for topic, group in ranked[: MOST - 1]]
    items += phrase_advice(page, keyphrases)
    return {
        "source": "rules",
        "label": LABEL,
        "summary": summary(len(failing), ranked, audits),
        "items": items,
    }


def matching(topic: Topic, failing: list[AuditEntry]) -> list[AuditEntry]:
    return [audit for audit in failing if audit["id"].startswith(topic.prefixes)]


def cost(group: list[AuditEntry]) -> float:
    """The weight that a group of failing audits loses."""
    return sum(audit["weight"] * (1 - (audit["score"] or 0)) for audit in group)


def advice(topic: Topic, group: list[AuditEntry], page: PageFacts) -> Insight:
    facts = {
        "title": quote(page["title"]) or "none",
        "h1": quote(page["h1"]) or "no main heading",
        "words": page["word_count"],
    }
    why = topic.text.format(**facts)
    fixes = " ".join(audit["how_to_fix"] for audit in group[:2])
    return Insight(
        title=topic.title,
        text=cut(f"{why} {fixes}"),
        category=group[0]["category"],
        audits=[audit["id"] for audit in group],
    )


def phrase_advice(page: PageFacts, keyphrases: list[Keyphrase]) -> list[Insight]:
    """Whether the page's own main phrase stands where engines look for it."""
    if not keyphrases:
        return []
    phrase = keyphrases[0]["phrase"]
    places = {
        "the title": page["title"],
        "the main heading": page["h1"],
        "the description": page["description"],
    }
    missing = [name for name, text in places.items() if phrase not in text.lower()]
    if not missing:
        return []
    text = (
        f"The text is mostly about “{quote(phrase)}”, yet these words are missing in "
        f"{join(missing)}. Say it there in the words that people search with."
    )
    return [Insight(title="Name the subject", text=text, category="content", audits=[])]


def summary(
    failing: int,
    ranked: list[tuple[Topic, list[AuditEntry]]],
    audits: list[AuditEntry],
) -> str:
    if not ranked:
        measured = sum(audit["score"] is not None for audit in audits)
        return f"All {measured} checks that apply to this page passed."
    first = ranked[0][0].title
    number = f"{failing} checks" if failing > 1 else "One check"
    return f"{number} found something. Begin with: {first.lower()}."


def quote(text: str) -> str:
    text = " ".join(text.split())
    is_long = len(text) > QUOTE_CHARACTERS
    return text[: QUOTE_CHARACTERS - 1] + "…" if is_long else text


def cut(text: str) -> str:
    """Whole sentences, as far as they fit."""
    if len(text) <= MAX_CHARACTERS:
        return text
    kept = text[:MAX_CHARACTERS].rpartition(". ")[0]
    return f"{kept}." if kept else text[: MAX_CHARACTERS - 1] + "…"


def join(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if words[1:] else words[0]
