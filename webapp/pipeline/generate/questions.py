"""Questions that a page on this subject should answer, by rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webapp.domain.report import Keyphrase, PageFacts, written_in
from webapp.pipeline.generate.coverage import WORD, named_places
from webapp.pipeline.generate.shape import MOST_QUESTIONS, TOPIC_CHARACTERS

PHRASES = 2
#: A phrase that the page does not stand by in one of these places may be a piece of a
#: sentence ("tomato plant needs"), about which nobody asks.
NAMED = frozenset({"title", "h1", "heading"})
#: A question and the words by which a page answers it.
FRAMES = (
    ("What is meant by “{}”?", ("is a", "is the", "are the", "means", "refers to")),
    ("Why choose “{}”?", ("why", "because", "reason", "reasons", "benefits")),
    ("What to look for in “{}”?", ("how to", "choose", "look for", "steps", "tips")),
    ("What are alternatives to “{}”?", ("alternative", "alternatives", "instead")),
    ("What is the price of “{}”?", ("price", "prices", "cost", "costs", "free")),
)
#: Only who sells has a price to tell.
SELLS = re.compile(r"\b(?:buy|order|shop|book now|add to (?:cart|basket))\b")
PLAIN = re.compile(r"[\w'’ -]+")
ENGLISH = re.compile(r"\b(?:the|and|of|is|to|with)\b")


def missing_questions(
    page: PageFacts, keyphrases: Sequence[Keyphrase], text: str
) -> list[str]:
    """For pages in English, whose words of an answer are known; elsewhere none."""
    places = "\n".join([*named_places(page), text]).casefold()
    if not is_english(written_in(page), places):
        return []
    phrases = [entry["phrase"] for entry in keyphrases if is_subject(entry)]
    words = f" {' '.join(WORD.findall(places))} "
    open_frames = [
        question
        for question, cues in FRAMES
        if not any(f" {cue} " in words for cue in cues)
    ]
    if not SELLS.search(places):
        open_frames = [frame for frame in open_frames if "price" not in frame]
    asked = [frame.format(p) for p in phrases[:PHRASES] for frame in open_frames]
    return asked[:MOST_QUESTIONS]


def is_english(lang: str, text: str) -> bool:
    if lang:
        return lang.casefold().split("-")[0] == "en"
    return len(set(ENGLISH.findall(text))) >= 4


def is_subject(entry: Keyphrase) -> bool:
    """Whether it may be asked about: title or headings name it, in plain words."""
    phrase = entry["phrase"]
    is_plain = len(phrase) <= TOPIC_CHARACTERS and PLAIN.fullmatch(phrase)
    return bool(is_plain) and not NAMED.isdisjoint(entry.get("places", ()))
