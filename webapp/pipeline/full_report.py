"""The second half of a report, for scans with a user; the page is not fetched again.

Each part is optional: what cannot be had is told in its place and fails no scan.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from webapp import audits
from webapp.domain.report import ReportBody, is_telling, written_in
from webapp.domain.status import PROGRESS_AT_END, PROGRESS_AT_TEASER, Step
from webapp.domain.storable import storable
from webapp.pipeline import pagespeed, passages
from webapp.pipeline.stopwatch import OnProgress, Stopwatch

log = logging.getLogger(__name__)

#: From the report so far and the page's text to the insights.
Insights = Callable[[ReportBody, str], dict[str, Any]]
QUOTES_MS = 15_000
NO_MODEL = "not measured: the model that finds passages is switched off or not there"


@dataclass(frozen=True)
class SecondHalf:
    """What the second half needs. ``encoder`` None: there is no local model, for the
    reason ``no_encoder``; ``queries`` are the person's own; ``reranker`` betters the
    order of passages where there is one."""

    pagespeed: pagespeed.PageSpeedProvider
    insights: Insights
    encoder: passages.Encoder | None
    queries: tuple[str, ...] = ()
    no_encoder: str = NO_MODEL
    reranker: passages.Reranker | None = None


def run_full(body: ReportBody, half: SecondHalf, on_progress: OnProgress) -> ReportBody:
    """The whole report from a stored teaser."""
    watch = Stopwatch(dict(body["timings_ms"]))
    on_progress(Step.GENERATE, PROGRESS_AT_TEASER)
    full = cast("ReportBody", dict(body))
    add_pagespeed(full, half.pagespeed)
    on_progress(Step.GENERATE, 90)
    full["quotes"] = find_quotes(full, half)
    on_progress(Step.GENERATE, 94)
    full["insights"] = half.insights(full, full["held"]["text"])
    watch.lap(Step.GENERATE)
    full["timings_ms"] = watch.timings
    on_progress(Step.GENERATE, PROGRESS_AT_END - 1)
    return cast("ReportBody", storable(full))


def add_pagespeed(full: ReportBody, provider: pagespeed.PageSpeedProvider) -> None:
    """Measure, judge by it, and score anew."""
    measured = provider.measure(full["final_url"])
    full["pagespeed"] = pagespeed.to_json(measured)
    reason = full["pagespeed"].get("unavailable", "")
    entries = audits.with_pagespeed(
        full["audits"], None if reason else measured, as_sentence(reason)
    )
    scores = audits.score(entries)
    full["audits"], full["score"] = entries, scores.total
    full["categories"] = list(scores.categories)


def as_sentence(reason: str) -> str:
    return reason[:1].upper() + reason[1:].rstrip(".") + "." if reason else ""


def find_quotes(full: ReportBody, half: SecondHalf) -> dict[str, Any]:
    """What an answer engine would quote; a failure of the search is told and logged."""
    if half.encoder is None:
        return {"unavailable": half.no_encoder}
    try:
        return passages.quotes(
            [passages.from_json(found) for found in full["held"]["passages"]],
            phrases_to_ask(full),
            list(half.queries),
            half.encoder,
            QUOTES_MS,
            written_in(full["page"]),
            half.reranker,
            full["held"].get("passages_left_out", 0),
        )
    except Exception:  # a job's time-out is none of these (``JobTimedOut``)
        log.exception("the search for passages failed")
        return {"unavailable": "not measured: the search failed, which has been noted"}


def phrases_to_ask(full: ReportBody) -> list[str]:
    """Keyphrases that make a query: of English pages, since "what is" makes no sense of
    half of what counting alone finds, and of those the ones that are no accident."""
    if written_in(full["page"]) not in ("", "en"):
        return []
    return [
        entry["phrase"]
        for entry in full["keyphrases"]
        # Older reports do not tell how often.
        if is_telling(entry.get("count", 2), entry.get("places", ()))
    ]
