"""What people may ask that this page is to answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from webapp.audits.question_words import bare
from webapp.pipeline.passages.askable import asks_alone
from webapp.pipeline.passages.passage import Passage

MAX_QUERIES = 12
MAX_CHARACTERS = 200
#: Of these at least so many are asked where there are enough of them.
KEYPHRASES = 2
WHAT_IS = {
    "en": "What is {}?",
    "de": "Was ist {}?",
    "fr": "Qu’est-ce que {} ?",
    "es": "¿Qué es {}?",
    "it": "Che cos’è {}?",
    "pt": "O que é {}?",
    "nl": "Wat is {}?",
    "pl": "Co to jest {}?",
    "sv": "Vad är {}?",
    "da": "Hvad er {}?",
    "ru": "Что такое {}?",
    "tr": "{} nedir?",
    "ja": "{}とは何ですか？",
    "zh": "什么是{}？",
    "ko": "{}은(는) 무엇인가요?",
}


@dataclass(frozen=True, slots=True)
class Query:
    """``origin``: ``yours`` (the person's own), ``heading`` (a question among the
    page's headings, as it stands there in ``heading``) or ``keyphrase``. ``subject`` is
    what it asks about, where that is known."""

    text: str
    origin: str
    heading: str = ""
    subject: str = ""


def make_queries(
    passages: Sequence[Passage],
    keyphrases: Iterable[str],
    own: Iterable[str],
    lang: str,
) -> list[Query]:
    """At most 12, each once: the person's own first, then the page's questions, then
    what its keyphrases are; of those at least 2 where there are so many."""
    asked = unique([*own_queries(own)])[:MAX_QUERIES]
    about = list(keyphrase_queries(keyphrases, lang))
    room = max(0, MAX_QUERIES - len(asked) - min(KEYPHRASES, len(about)))
    headings = unique([*asked, *heading_queries(passages, lang)])[len(asked) :]
    return unique([*asked, *headings[:room], *about])[:MAX_QUERIES]


def own_queries(own: Iterable[str]) -> Iterator[Query]:
    for line in own:
        text = " ".join(line.split())[:MAX_CHARACTERS]
        if text:
            yield Query(text, "yours")


def heading_queries(passages: Sequence[Passage], lang: str) -> Iterator[Query]:
    for passage in passages:
        for heading in passage.path:
            if asks_alone(heading, lang):
                yield Query(bare(heading)[:MAX_CHARACTERS], "heading", heading)


def keyphrase_queries(keyphrases: Iterable[str], lang: str) -> Iterator[Query]:
    """In a language without a form the phrase itself is asked."""
    form = WHAT_IS.get(lang, "{}")
    for phrase in keyphrases:
        subject = " ".join(phrase.split())[:MAX_CHARACTERS]
        if subject:
            yield Query(form.format(subject), "keyphrase", subject=subject)


def unique(found: Iterable[Query]) -> list[Query]:
    """The first of those that ask the same."""
    kept: dict[str, Query] = {}
    for query in found:
        kept.setdefault(query.text.casefold().strip("?？ "), query)
    return list(kept.values())
