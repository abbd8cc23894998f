"""The way of one scan through the four stages.

``crawl_page`` talks to the site, ``run_teaser`` works out what a visitor sees; the
second half, for scans with a user, is ``full_report``. The stages do not know each
other: what one finds and another needs is carried by this module.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from webapp import audits
from webapp.domain import page_record
from webapp.domain.audit_inputs import AuditInputs
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.report import SCHEMA, Held, ReportBody
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_facts import SiteFacts
from webapp.domain.status import (
    PROGRESS_AT_START,
    Step,
)
from webapp.domain.storable import storable
from webapp.exceptions import FetchFailed
from webapp.pipeline import analyze, crawl, generate, parse, passages, sites
from webapp.pipeline.page_facts import page_facts
from webapp.pipeline.stopwatch import OnProgress, Stopwatch
from webapp.pipeline.structured_data import structured_data

log = logging.getLogger(__name__)

PENDING = "pending: worked out for signed-in users after the teaser"
TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class ScanOptions:
    """What a scan needs besides its URL."""

    policy: crawl.FetchPolicy
    extractor: analyze.KeyphraseExtractor
    keyphrases_timeout_ms: int
    #: The page is one of a site scan, which judges pages against each other.
    keeps_record: bool = False


@dataclass(frozen=True)
class Crawled:
    """What CRAWL brought."""

    site: SiteFacts
    fetched: FetchedPage
    timings: dict[str, int]


def crawl_page(
    url: str,
    options: ScanOptions,
    on_progress: OnProgress,
    guest: crawl.Guest | None = None,
) -> Crawled:
    """CRAWL, the only stage that talks to the site. ``guest`` is told of each
    request before it is made, and may raise.

    Raises ``UrlRefused`` or ``FetchFailed`` (a robots.txt that keeps us away and a
    final status other than 2xx, code ``http_<status>``, included).
    """
    watch = Stopwatch()
    begin(Step.CRAWL, on_progress)
    visit = crawl.Visit(options.policy, guest)
    visit.robots_of(url)
    on_progress(Step.CRAWL, 12)
    fetched = visit.fetch_page(url)
    refuse_bad_status(fetched)
    robots = visit.robots_of(fetched.final_url)
    site = crawl.probe_site(visit, fetched, robots, options.policy)
    on_progress(Step.CRAWL, 18)
    watch.lap(Step.CRAWL)
    return Crawled(site, fetched, watch.timings)


def crawl_site_page(
    url: str,
    options: ScanOptions,
    on_progress: OnProgress,
    guest: crawl.Guest,
    robots: Mapping[str, RobotsTxt],
) -> Crawled:
    """CRAWL for a page of a site scan: robots.txt is known by origin, and the site is
    not asked again for what it answers beside each page. Raises as ``crawl_page``."""
    watch = Stopwatch()
    begin(Step.CRAWL, on_progress)
    visit = crawl.Visit(options.policy, guest, robots)
    visit.robots_of(url)
    fetched = visit.fetch_page(url)
    refuse_bad_status(fetched)
    site = crawl.unasked_site(fetched, visit.robots_of(fetched.final_url))
    watch.lap(Step.CRAWL)
    return Crawled(site, fetched, watch.timings)


def run_teaser(
    crawled: Crawled, options: ScanOptions, on_progress: OnProgress
) -> ReportBody:
    """From the fetched page to the teaser. Raises ``AnalysisFailed``."""
    fetched = crawled.fetched
    watch = Stopwatch(dict(crawled.timings))
    begin(Step.PARSE, on_progress)
    page = parse.parse(fetched)
    watch.lap(Step.PARSE)

    begin(Step.ANALYZE, on_progress)
    results = audits.run_audits(AuditInputs(fetched, page, crawled.site))
    on_progress(Step.ANALYZE, 50)
    phrases = find_keyphrases(page, options)
    watch.lap(Step.ANALYZE)

    begin(Step.GENERATE, on_progress)
    entries = audits.with_pagespeed(audits.to_entries(results), None, PENDING)
    scores = audits.score(entries)
    body = ReportBody(
        schema=SCHEMA,
        final_url=fetched.final_url,
        score=scores.total,
        categories=list(scores.categories),
        audits=entries,
        keyphrases=list(phrases.phrases),
        keyphrases_note=phrases.note,
        pagespeed={"unavailable": PENDING},
        insights={"unavailable": PENDING},
        structured_data=structured_data(page.items),
        ai_view=generate.ai_view(fetched, page, crawled.site.robots),
        quotes={"unavailable": PENDING},
        page=page_facts(fetched, page, crawled.site.robots),
        timings_ms=watch.timings,
        held=held(page, fetched, options),
    )
    watch.lap(Step.GENERATE)
    return cast("ReportBody", storable(body))


def held(page: ParsedPage, fetched: FetchedPage, options: ScanOptions) -> Held:
    """What the second half works on, and of a site's page what its site keeps."""
    text = generate.visible_text(page.main_text)
    if options.keeps_record:
        networks = options.policy.allowed_networks
        record = page_record.to_json(sites.page_record(fetched, page, networks))
        return Held(text=text, passages=[], record=record)
    found = passages.cut_page(page)
    kept = found[: passages.MAX_PASSAGES]
    return Held(
        text=text,
        passages=[passages.to_json(passage) for passage in kept],
        passages_left_out=len(found) - len(kept),
    )


def begin(step: Step, on_progress: OnProgress) -> None:
    on_progress(step, PROGRESS_AT_START[step])


def find_keyphrases(page: ParsedPage, options: ScanOptions) -> analyze.KeyphraseResult:
    """By the extractor; where it fails, by counting: an optional part fails no scan."""
    source = analyze.source_of(page)
    timeout = options.keyphrases_timeout_ms
    try:
        return options.extractor.extract(source, timeout)
    except Exception:  # a job's time-out is none of these (``JobTimedOut``)
        log.exception("the keyphrase extractor failed")
        counting = analyze.by_counting("the model failed, which has been noted")
        return counting.extract(source, timeout)


def refuse_bad_status(fetched: FetchedPage) -> None:
    """Only a 2xx answer is a page to judge; the rest ends the scan with its status."""
    if 200 <= fetched.status < 300:
        return
    is_transient = fetched.status in TRANSIENT_STATUSES
    raise FetchFailed(
        f"http_{fetched.status}",
        f"The server answered with status {fetched.status}; "
        "only a page that answers 2xx can be scanned.",
        is_transient=is_transient,
        retry_after=crawl.retry_after_seconds(fetched) if is_transient else None,
    )
