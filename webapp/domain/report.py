"""The report as it is stored and exported: plain JSON values (schema 1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NotRequired, TypedDict

SCHEMA = 1


class CategoryScore(TypedDict):
    id: str
    title: str
    score: int | None


class AuditEntry(TypedDict):
    id: str
    category: str
    score: float | None
    outcome: str
    severity: str
    weight: float
    title: str
    explanation: str
    evidence: list[dict[str, str]]
    why: str
    how_to_fix: str
    source: str


class Keyphrase(TypedDict):
    """One phrase; reports from before its evidence was kept have the first two alone.

    ``count``: how often it stands in the main content, in any inflected form.
    ``places`` and ``missing`` name places as ``analyze.evidence`` does: where it
    stands, and where a page that is about it should have it and has not.
    """

    phrase: str
    score: float
    count: NotRequired[int]
    places: NotRequired[list[str]]
    missing: NotRequired[list[str]]


class PageFacts(TypedDict):
    """What the page says of itself; ``headings`` are ``{"level", "text"}``, the first
    of ``headings_total``.

    ``is_cut``: the page goes on past what was read. ``text_lang`` is the language that
    the text is written in, as far as that is sure (reports since 0.1.0 have it).
    """

    title: str
    description: str
    canonical: str
    lang: str
    text_lang: NotRequired[str]
    word_count: int
    headings: list[dict[str, Any]]
    headings_total: int
    h1: str
    links_internal: int
    links_external: int
    images: int
    structured_data_types: list[str]
    open_graph: dict[str, str]
    status: int
    content_type: str
    bytes: int
    ttfb_ms: int
    elapsed_ms: int
    redirects: list[dict[str, Any]]
    robots_txt: str
    is_cut: bool
    site_name: str
    twitter: dict[str, str]
    icon: str
    headers: list[dict[str, str]]
    links: list[dict[str, Any]]
    image_list: list[dict[str, Any]]


class Insight(TypedDict):
    """One piece of advice; ``audits`` are the ids it was drawn from."""

    title: str
    text: str
    category: str
    audits: list[str]


class Held(TypedDict):
    """What the second half needs of the page, which is not fetched again; it is taken
    out before a report is shown or exported. ``passages`` are plain passages, the
    first ones where there are very many, and ``passages_left_out`` how many others
    there are; ``record`` is a plain ``PageRecord``, of pages of a site scan alone."""

    text: str
    passages: list[dict[str, Any]]
    passages_left_out: NotRequired[int]
    record: NotRequired[dict[str, Any]]


#: Places that an author fills by hand, and with care; of a keyphrase's ``places``.
BY_AUTHOR = frozenset({"title", "h1", "description", "url", "link"})


def is_telling(count: int, places: Iterable[str]) -> bool:
    """Whether a keyphrase is no accident: what stands once, in running text alone, may
    be a piece of a sentence."""
    return count > 1 or not BY_AUTHOR.isdisjoint(places)


def written_in(page: PageFacts) -> str:
    """The language's code, two or three letters, or empty: as the text is written, in
    older reports as the page declares."""
    declared = page["lang"].strip().lower().replace("_", "-")
    return page.get("text_lang") or declared.partition("-")[0]


class ReportBody(TypedDict):
    """What the pipeline produces; the ``scan`` part is added when it is shown.

    A part that could not be had is ``{"unavailable": "<reason>"}``.
    ``keyphrases_note`` says how they were found, or why there are none.
    """

    schema: int
    final_url: str
    score: int | None
    categories: list[CategoryScore]
    audits: list[AuditEntry]
    keyphrases: list[Keyphrase]
    keyphrases_note: str
    pagespeed: dict[str, Any]
    insights: dict[str, Any]
    structured_data: dict[str, Any]
    ai_view: dict[str, Any]
    quotes: dict[str, Any]
    page: PageFacts
    timings_ms: dict[str, int]
    held: Held
