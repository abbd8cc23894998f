"""The report of a site scan as one document: what the command prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from webapp.audits.audit import AuditMeta
from webapp.audits.registry import AUDITS
from webapp.audits.scoring import WEIGHTS
from webapp.audits.site_audit import SiteResult
from webapp.audits.site_runner import SiteResults
from webapp.audits.site_scoring import checks_score, of_site_check, whole_score
from webapp.domain.audit_result import Outcome
from webapp.domain.site_gate import SCHEMA
from webapp.domain.site_status import PageState
from webapp.pipeline.site_crawl import SiteCrawl
from webapp.pipeline.sites.in_memory import Frontier, Page

SiteReport = dict[str, Any]

#: What failed comes first, then what warns.
RANKS = {Outcome.FAIL: 0, Outcome.WARN: 1, Outcome.PASS: 2, Outcome.NOT_APPLICABLE: 3}


def site_report(crawl: SiteCrawl, status: str) -> SiteReport:
    """``status`` is FINISHED, or INTERRUPTED where somebody stopped it."""
    results, frontier = crawl.judge(), crawl.frontier
    scanned = [page for page in frontier.pages if page.is_scanned]
    pages, kept = mean_score(scanned), [of_site_check(*each) for each in results]
    compared = checks_score(kept) if scanned else None
    checks = [*page_checks(scanned), *site_checks(results, crawl.judged())]
    checks.sort(key=lambda check: (RANKS.get(check["outcome"], 4), -check["loss"]))
    return {
        "schema": SCHEMA,
        "site": facts(crawl, status),
        "score": whole_score(pages, compared),
        "pages_score": pages,
        "checks_score": compared,
        "checks": checks,
        "pages": [page_line(page) for page in frontier.pages],
    }


def facts(crawl: SiteCrawl, status: str) -> dict[str, Any]:
    frontier = crawl.frontier
    return {
        "url": crawl.plan.start_url,
        "status": status,
        "counts": counts(frontier),
        "is_cut": frontier.is_cut,
        "sitemaps": [
            {"url": part.url, "pages": len(part.pages), "problem": part.problem}
            for part in crawl.sitemaps
        ],
    }


def counts(frontier: Frontier) -> dict[str, int]:
    found = {
        "done": frontier.count(PageState.DONE),
        "failed": frontier.count(PageState.FAILED),
        "left": frontier.count(PageState.FOUND),
    }
    return {"found": sum(found.values()), **found, "skipped": frontier.skipped}


def mean_score(pages: Iterable[Page]) -> float | None:
    scores = [page.score for page in pages if page.score is not None]
    return round(sum(scores) / len(scores), 1) if scores else None


def page_checks(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """What each page was judged by alone."""
    found: dict[str, list[dict[str, str]]] = {}
    for page in pages:
        for check_id, outcome, note in page.failing:
            told = {"url": page.url, "outcome": outcome, "note": note}
            found.setdefault(check_id, []).append(told)
    return [
        page_check(audit.meta, found.get(audit.meta.id, []), len(pages))
        for audit in AUDITS
    ]


def page_check(
    meta: AuditMeta, affected: list[dict[str, str]], judged: int
) -> dict[str, Any]:
    failed = sum(one["outcome"] == Outcome.FAIL for one in affected)
    warned = len(affected) - failed
    outcome = Outcome.FAIL if failed else Outcome.WARN if warned else Outcome.PASS
    if not judged:
        outcome = Outcome.NOT_APPLICABLE
    sentence = f"{failed} of {judged} pages fail it, {warned} are warned."
    loss = WEIGHTS[meta.severity] * (failed + warned / 2) / max(1, judged)
    return check(meta, "page", outcome, sentence, judged, affected, loss)


def site_checks(results: SiteResults, pages: Sequence[Page]) -> list[dict[str, Any]]:
    """What the pages were judged by together."""
    return [site_check(meta, result, pages) for meta, result in results]


def site_check(
    meta: AuditMeta, result: SiteResult, pages: Sequence[Page]
) -> dict[str, Any]:
    outcome = str(result.outcome)
    affected = [
        {"url": pages[one.page].url, "outcome": outcome, "note": one.note}
        for one in result.affected
    ]
    share = len(affected) / max(1, result.judged)
    halved = share / 2 if outcome == Outcome.WARN else share
    told = (
        result.explanation,
        result.judged,
        affected,
        WEIGHTS[meta.severity] * halved,
    )
    return check(meta, "site", result.outcome, *told)


def check(
    meta: AuditMeta,
    of: str,
    outcome: Outcome,
    explanation: str,
    judged: int,
    affected: list[dict[str, str]],
    loss: float,
) -> dict[str, Any]:
    is_failing = outcome in (Outcome.FAIL, Outcome.WARN)
    return {
        "id": meta.id,
        "of": of,
        "category": meta.category,
        "severity": str(meta.severity),
        "outcome": str(outcome),
        "title": meta.failure_title if is_failing else meta.title,
        "explanation": explanation,
        "why": meta.why,
        "how_to_fix": meta.how_to_fix,
        "source": meta.source,
        "judged": judged,
        "affected": len(affected),
        "loss": round(loss, 4),
        "pages": affected,
    }


def page_line(page: Page) -> dict[str, Any]:
    return {
        "url": page.url,
        "state": str(page.state),
        "reason": page.reason or None,
        "status": page.status,
        "final_url": page.record.final_url or None,
        "title": page.record.title,
        "score": page.score,
        "depth": page.depth,
        "in_sitemap": page.in_sitemap,
    }
