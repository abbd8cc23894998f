"""Which subjects the page names where engines look for them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from webapp.domain.report import PageFacts
from webapp.pipeline.generate.shape import MOST_TOPICS, TOPIC_CHARACTERS, Coverage
from webapp.pipeline.generate.visible_text import visible_line

WORD = re.compile(r"[^\W_]+")


def cover(topics: Iterable[str], page: PageFacts) -> list[Coverage]:
    """Each subject once, in the order given; whether it is covered is for the page to
    show, not for whoever named the subject."""
    places = " \n ".join(named_places(page)).casefold()
    stems = {stem(word) for word in WORD.findall(places)}
    found: dict[str, Coverage] = {}
    for topic in topics:
        name = visible_line(topic, TOPIC_CHARACTERS)
        folded = name.casefold()
        words = [stem(word) for word in WORD.findall(folded)]
        if words and folded not in found and len(found) < MOST_TOPICS:
            is_covered = folded in places or all(word in stems for word in words)
            found[folded] = Coverage(topic=name, covered=is_covered)
    return list(found.values())


def named_places(page: PageFacts) -> list[str]:
    """Title, description and headings: passages are cut along these."""
    headings = [str(heading["text"]) for heading in page["headings"]]
    return [page["title"], page["description"], *headings]


def stem(word: str) -> str:
    """One form for “pot” and “pots”; not more, since the page may be in any
    language."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word
