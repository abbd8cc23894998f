"""A checked answer in the shape of insights; order, effect and coverage are ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from webapp.domain.report import AuditEntry, Keyphrase, PageFacts
from webapp.pipeline.generate.coverage import cover
from webapp.pipeline.generate.findings import effect, failing
from webapp.pipeline.generate.model_answer import Answer, Proposal
from webapp.pipeline.generate.shape import Action, Insights, Level, Rewrites, in_order
from webapp.pipeline.generate.visible_text import visible_line

#: The page's own phrases stand before the subjects that the model names.
MOST_PHRASES = 4


def model_label(model: str) -> str:
    return (
        f"AI-generated: written by the language model “{visible_line(model, 80)}” from "
        "the findings and the page's text, and not checked by a person. Score and "
        "findings come from rules."
    )


def from_answer(
    answer: Answer,
    model: str,
    audits: Sequence[AuditEntry],
    page: PageFacts,
    keyphrases: Sequence[Keyphrase],
) -> Insights:
    """The model's words; whatever is counted or judged is worked out here."""
    entries = {audit["id"]: audit for audit in failing(audits)}
    items = [action(item, entries) for item in answer["items"]]
    phrases = [entry["phrase"] for entry in keyphrases]
    named = phrases[:MOST_PHRASES] + answer["topics"]
    return Insights(
        source="model",
        label=model_label(model),
        summary=answer["summary"],
        items=in_order([item for item in items if item["audits"]]),
        rewrites=changed(answer["rewrites"], page),
        questions=answer["questions"],
        coverage=cover(named, page),
    )


def action(item: Proposal, entries: dict[str, AuditEntry]) -> Action:
    group = [entries[name] for name in item["audits"] if name in entries]
    return Action(
        title=item["title"],
        text=item["text"],
        category=group[0]["category"] if group else "",
        audits=[audit["id"] for audit in group],
        effort=cast("Level", item["effort"]),
        effect=effect(group),
    )


def changed(rewrites: Rewrites, page: PageFacts) -> Rewrites:
    """What says the same as now is no suggestion."""
    is_new_title = rewrites["title"] != page["title"].strip()
    is_new_description = rewrites["description"] != page["description"].strip()
    return Rewrites(
        title=rewrites["title"] if is_new_title else "",
        description=rewrites["description"] if is_new_description else "",
    )
