"""A better title and description from the page's own words, by rules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from webapp.domain.report import AuditEntry, Keyphrase, PageFacts
from webapp.pipeline.generate.model_words import is_bare
from webapp.pipeline.generate.shape import (
    DESCRIPTION_CHARACTERS,
    TITLE_CHARACTERS,
    Rewrites,
)
from webapp.pipeline.generate.visible_text import visible_line
from webapp.pipeline.generate.wording import cut_words, whole_sentences

#: Between the parts of a title: “Pots – Garden shop”.
PARTS = re.compile(r"\s+[|–—·»:-]\s+")
#: Less than this says nothing about a page.
LEAST_TITLE, LEAST_DESCRIPTION = 15, 50


def rewrite(
    failing: Iterable[AuditEntry],
    page: PageFacts,
    keyphrases: Sequence[Keyphrase],
    text: str,
) -> Rewrites:
    """A suggestion for each of the two that has a failing check; empty where the page
    has no words to make a better one of, or only links and markup."""
    families = {audit["id"].partition(".")[0] for audit in failing}
    title = new_title(page, keyphrases) if "title" in families else ""
    description = new_description(page, text) if "desc" in families else ""
    return Rewrites(
        title=title if is_bare(title) else "",
        description=description if is_bare(description) else "",
    )


def new_title(page: PageFacts, keyphrases: Sequence[Keyphrase]) -> str:
    """The title's own beginning where it is too long; else the main heading, else the
    main phrase; with the site's name where there is room."""
    old = visible_line(page["title"], 500)
    h1 = visible_line(page["h1"], 300)
    phrases = [capital(visible_line(entry["phrase"], 60)) for entry in keyphrases[:1]]
    named = [shortened(old) if len(old) > TITLE_CHARACTERS else "", h1, *phrases]
    subject = next((cut_words(name, TITLE_CHARACTERS) for name in named if name), "")
    site = visible_line(page.get("site_name", ""), TITLE_CHARACTERS)
    whole = f"{subject} – {site}"
    has_room = site and subject and len(whole) <= TITLE_CHARACTERS
    if has_room and site.casefold() not in subject.casefold():
        subject = whole
    is_better = len(subject) >= LEAST_TITLE and subject.casefold() != old.casefold()
    return subject if is_better else ""


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def shortened(title: str) -> str:
    """Leave out the last parts, as many as it takes."""
    ends = [match.start() for match in PARTS.finditer(title)]
    fitting = [end for end in ends if LEAST_TITLE <= end <= TITLE_CHARACTERS]
    return title[: fitting[-1]] if fitting else cut_words(title, TITLE_CHARACTERS)


def new_description(page: PageFacts, text: str) -> str:
    """Its own first sentences where it is too long; else those of the text."""
    old = visible_line(page["description"], 1000)
    is_long = len(old) > DESCRIPTION_CHARACTERS
    found = fitted(old if is_long else beginning(text))
    is_better = len(found) >= LEAST_DESCRIPTION and found != old
    return found if is_better else ""


def beginning(text: str) -> str:
    """From the first line that is a sentence rather than a label or a menu."""
    lines = text.split("\n")
    told = [line for line in lines if len(line) >= LEAST_DESCRIPTION]
    return " ".join(told[:3])


def fitted(text: str) -> str:
    if len(text) <= DESCRIPTION_CHARACTERS:
        return text
    kept = whole_sentences(text[: DESCRIPTION_CHARACTERS + 1])
    if len(kept) >= LEAST_DESCRIPTION:
        return kept
    return cut_words(text, DESCRIPTION_CHARACTERS - 1) + "…"
