"""From what a model wrote to what may be shown of it.

Whatever the page talked the model into, what comes out of here is short plain text
tied to checks that really fail. An answer of the wrong form is refused whole; a text
that carries a link, markup or a number of its own is dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict
from urllib.parse import urlsplit

from webapp.pipeline.generate.model_call import AnswerRefused, ModelRequest, Reply
from webapp.pipeline.generate.model_request import Material
from webapp.pipeline.generate.model_schema import fits
from webapp.pipeline.generate.model_words import clean, is_harmless, numbers_in
from webapp.pipeline.generate.shape import (
    DESCRIPTION_CHARACTERS,
    EFFORT_ORDER,
    HEADING_CHARACTERS,
    MOST_ITEMS,
    MOST_QUESTIONS,
    MOST_TOPICS,
    QUESTION_CHARACTERS,
    SUMMARY_CHARACTERS,
    TEXT_CHARACTERS,
    TITLE_CHARACTERS,
    TOPIC_CHARACTERS,
    Rewrites,
)
from webapp.pipeline.generate.wording import cut

MOST_CHARACTERS = 30_000
#: Some servers put the JSON into a fence all the same.
FENCE = re.compile(r"\s*```(?:json)?\s*\n(.*)\n\s*```\s*", re.DOTALL)


class Proposal(TypedDict):
    title: str
    text: str
    audits: list[str]
    effort: str


class Answer(TypedDict):
    """What is kept of an answer, and stored: words alone, all checked."""

    summary: str
    items: list[Proposal]
    rewrites: Rewrites
    questions: list[str]
    topics: list[str]


@dataclass(frozen=True, slots=True)
class Checks:
    """What a text is held against."""

    own_hosts: frozenset[str]
    numbers: frozenset[str]

    def keep(self, text: str, most: int) -> str:
        """The text, cut to whole sentences; empty where it may not be shown."""
        cleaned = clean(text)
        is_good = is_harmless(cleaned, self.own_hosts, self.numbers)
        return cut(cleaned, most) if is_good else ""

    def keep_whole(self, text: str, most: int) -> str:
        """The same for what loses its sense when it is cut."""
        kept = self.keep(text, most + 1)
        return kept if len(kept) <= most else ""

    def keep_all(self, texts: list[str], most: int, count: int) -> list[str]:
        kept = (self.keep_whole(text, most) for text in texts[: 2 * count])
        return list(dict.fromkeys(text for text in kept if text))[:count]


def read_answer(
    reply: Reply, request: ModelRequest, material: Material, final_url: str
) -> Answer:
    """What may be shown of the model's text. Raises ``AnswerRefused``."""
    if not reply.is_whole:
        raise AnswerRefused("unfinished")
    refuse_repeated_marks(reply.content, request.secrets)
    told = load(reply.content)
    if not fits(told, request.schema):
        raise AnswerRefused("wrong_form")
    hosts = own_hosts(final_url)
    advising = Checks(hosts, advice_numbers(material))
    quoting = Checks(hosts, page_numbers(material))
    summary = advising.keep(told["summary"], SUMMARY_CHARACTERS)
    items = proposals(told.get("items", []), advising, material.audit_ids)
    if not summary or (material.audit_ids and not items):
        raise AnswerRefused("nothing_harmless")
    return Answer(
        summary=summary,
        items=items,
        rewrites=rewrites(told["rewrites"], quoting),
        questions=quoting.keep_all(
            told["questions"], QUESTION_CHARACTERS, MOST_QUESTIONS
        ),
        topics=quoting.keep_all(told["topics"], TOPIC_CHARACTERS, MOST_TOPICS),
    )


def refuse_repeated_marks(content: str, marks: Iterable[str]) -> None:
    """A model that tells its instructions was won over; also spelled out with signs
    in between."""
    squeezed = re.sub(r"[^0-9a-f]", "", content.lower())
    if any(mark in squeezed or mark[::-1] in squeezed for mark in marks):
        raise AnswerRefused("instructions_repeated")


def load(content: str) -> Any:
    if len(content) > MOST_CHARACTERS:
        raise AnswerRefused("too_long")
    fenced = FENCE.fullmatch(content)
    try:
        return json.loads(fenced[1] if fenced else content)
    except (ValueError, RecursionError):
        raise AnswerRefused("no_json") from None


def own_hosts(final_url: str) -> frozenset[str]:
    host = (urlsplit(final_url).hostname or "").casefold()
    return frozenset({host, host.removeprefix("www.")})


def advice_numbers(material: Material) -> frozenset[str]:
    """Numbers that our own checks state."""
    limits = {str(TITLE_CHARACTERS), str(DESCRIPTION_CHARACTERS)}
    texts = [text for finding in material.findings for text in finding.values()]
    return numbers_in(texts) | limits


def page_numbers(material: Material) -> frozenset[str]:
    """Numbers that the page states: prices and years are not to be made up."""
    page = material.page
    texts = [page["title"], page["description"], *page["headings"], material.text]
    return numbers_in(texts)


def proposals(
    told: list[dict[str, Any]], checks: Checks, audit_ids: tuple[str, ...]
) -> list[Proposal]:
    """Those with words left and at least one check that fails."""
    kept = []
    for item in told[: 2 * MOST_ITEMS]:
        if item["effort"] not in EFFORT_ORDER:
            raise AnswerRefused("wrong_form")
        named = [name for name in dict.fromkeys(item["audits"]) if name in audit_ids]
        proposal = Proposal(
            title=checks.keep(item["title"], HEADING_CHARACTERS).rstrip("."),
            text=checks.keep(item["text"], TEXT_CHARACTERS),
            audits=named,
            effort=item["effort"],
        )
        if proposal["title"] and proposal["text"] and named:
            kept.append(proposal)
    return kept


def rewrites(told: dict[str, str], checks: Checks) -> Rewrites:
    return Rewrites(
        title=checks.keep_whole(told["title"], TITLE_CHARACTERS),
        description=checks.keep_whole(told["description"], DESCRIPTION_CHARACTERS),
    )
