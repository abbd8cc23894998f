"""What insights look like, whoever wrote them, and how long each part may be."""

from __future__ import annotations

from typing import Literal, TypedDict

from webapp.domain.report import Insight

Level = Literal["low", "medium", "high"]

#: In this order: the most telling and the cheapest first.
EFFECT_ORDER = {"high": 0, "medium": 1, "low": 2}
EFFORT_ORDER = {"low": 0, "medium": 1, "high": 2}

MOST_ITEMS = 5
MOST_QUESTIONS = 5
MOST_TOPICS = 10
SUMMARY_CHARACTERS = 400
TEXT_CHARACTERS = 400
HEADING_CHARACTERS = 80
QUESTION_CHARACTERS = 160
TOPIC_CHARACTERS = 60
#: About what a result shows before it cuts.
TITLE_CHARACTERS = 60
DESCRIPTION_CHARACTERS = 155


class Action(Insight):
    """An insight with what it costs to do and what it brings."""

    effort: Level
    effect: Level


class Rewrites(TypedDict):
    """Suggestions, ready to paste; empty where there is none to make."""

    title: str
    description: str


class Coverage(TypedDict):
    """A subject, and whether title, description or a heading names it."""

    topic: str
    covered: bool


class Insights(TypedDict):
    """``source`` says who wrote the words, ``label`` says it to people. ``items`` are
    ordered by effect, then effort; each names checks that fail in this report."""

    source: Literal["rules", "model"]
    label: str
    summary: str
    items: list[Action]
    rewrites: Rewrites
    questions: list[str]
    coverage: list[Coverage]


def in_order(items: list[Action]) -> list[Action]:
    """High effect before low, then small effort before great; else as they came."""
    ranked = sorted(
        items,
        key=lambda item: (EFFECT_ORDER[item["effect"]], EFFORT_ORDER[item["effort"]]),
    )
    return ranked[:MOST_ITEMS]
