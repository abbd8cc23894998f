"""The main content, heading by heading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from webapp.audits.question_words import clean_heading
from webapp.domain.page_parts import TextBlock
from webapp.domain.words import count_words

LEVELS = {f"h{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class PageSection:
    """A heading and what stands between it and the next one. ``place`` is the heading's
    in the page's blocks; level 0 and place -1 are what comes before the first."""

    level: int = 0
    heading: str = ""
    place: int = -1
    blocks: list[TextBlock] = field(default_factory=list)

    def first_paragraph(self, least_words: int) -> str:
        """The first run of text of so many words, whatever element it stands in: a
        byline or a date is none. Empty where there is none."""
        texts = (block.text for block in self.blocks)
        return next((text for text in texts if count_words(text) >= least_words), "")


def page_sections(blocks: Iterable[TextBlock]) -> list[PageSection]:
    """Every heading of the main content in page order, those without text as well."""
    found = [PageSection()]
    for place, block in enumerate(blocks):
        if not block.in_main:
            continue
        level = LEVELS.get(block.kind)
        if level is None:
            found[-1].blocks.append(block)
        else:
            found.append(PageSection(level, clean_heading(block.text), place))
    return found
