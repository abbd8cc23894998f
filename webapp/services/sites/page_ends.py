"""What the end of a page's scan means for its site: facts, findings, new addresses."""

from __future__ import annotations

import json
import uuid
import zlib
from array import array
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, insert, select

from webapp.domain import page_record
from webapp.domain.page_record import PageRecord
from webapp.domain.report import ReportBody
from webapp.domain.site_plan import SiteSource
from webapp.domain.site_status import FoundBy, PageState, SiteStatus
from webapp.extensions import db
from webapp.models import Scan, SiteFinding, SitePage, SitePageRecord, SiteScan
from webapp.pipeline import sites
from webapp.services.sites import ends, frontier
from webapp.services.sites.rows import locked, plan_of

FAILING = frozenset({"fail", "warn"})


def take_in(scan: Scan, body: ReportBody | None) -> None:
    """Within the transaction that ends the scan: ``body`` is its report, None where it
    has none. Nothing happens where the site scan is over, or does not know the page."""
    if scan.site_scan_id is None:
        return
    site = locked(scan.site_scan_id)
    chosen = select(SitePage).where(SitePage.scan_id == scan.id)
    page = db.session.scalar(chosen)
    if site is None or page is None or site.status != SiteStatus.SCANNING:
        return
    record = body["held"].get("record") if body else None
    if body is None or record is None:
        end(site, page, PageState.FAILED, scan.error_code or scan.status.lower())
        page.status = status_of(page.reason)
        ends.judge_if_through(site)
        db.session.flush()
        return
    end(site, page, PageState.DONE)
    facts = page_record.from_json(record)
    keep_facts(page, body, facts)
    keep_links(site, page, facts)
    keep_findings(site, page, body, is_redirect=bool(facts.redirects))
    ends.judge_if_through(site)
    db.session.flush()


def end(site: SiteScan, page: SitePage, state: PageState, reason: str = "") -> None:
    """A retried page counts once."""
    if page.state == PageState.FAILED:
        site.failed -= 1
    elif page.state == PageState.DONE:
        site.done -= 1
    if state == PageState.DONE:
        site.done += 1
    else:
        site.failed += 1
    page.state, page.reason = state, reason[:60]


def status_of(reason: str) -> int | None:
    """The HTTP status that a scan's error code names."""
    kind, _, number = reason.partition("_")
    return int(number) if kind == "http" and number.isdigit() else None


def keep_facts(page: SitePage, body: ReportBody, record: PageRecord) -> None:
    kept = page_record.to_json(record) | {"links": [], "nofollow_links": []}
    packed_record = zlib.compress(json.dumps(kept, separators=(",", ":")).encode(), 3)
    db.session.merge(SitePageRecord(page_id=page.id, record=packed_record))
    page.is_redirect = bool(record.redirects)
    page.final_url = record.final_url[:2048]
    page.status = body["page"]["status"]
    page.title = record.title
    page.score = body["score"]
    page.word_count = record.word_count
    page.template = record.template
    page.is_indexable = not record.is_noindex and not record.redirects


def keep_links(site: SiteScan, page: SitePage, record: PageRecord) -> None:
    """The frontier grows by what the page leads to, and the page keeps the numbers."""
    follows = plan_of(site).source == SiteSource.CRAWL
    if record.redirects and sites.is_of_site(record.final_url, site.start_url):
        if follows:
            found = [record.final_url]
            frontier.add(site, found, FoundBy.REDIRECT, depth=page.depth)
        return  # the links are those of another page
    if record.redirects:
        return
    keys = {url: sites.page_key(url) for url in record.links}
    if follows:
        found = sites.addresses_in(record, site.start_url)
        known = frontier.add(site, found, FoundBy.LINK, depth=page.depth + 1)
    else:
        known = frontier.find(site, keys.values())
    kept = db.session.get_one(SitePageRecord, page.id)
    kept.links = packed(known, (keys[url] for url in record.links))
    kept.nofollow_links = packed(known, (keys[url] for url in record.nofollow_links))


def packed(known: Mapping[str, int], keys: Iterable[str]) -> bytes:
    """The numbers of pages, each once."""
    return packed_numbers(dict.fromkeys(known[key] for key in keys if key in known))


def packed_numbers(numbers: Iterable[int]) -> bytes:
    return zlib.compress(array("Q", numbers).tobytes(), 3)


def unpacked(links: bytes | None) -> array[int]:
    numbers = array("Q")
    if links:
        numbers.frombytes(zlib.decompress(links))
    return numbers


def keep_findings(
    site: SiteScan, page: SitePage, body: ReportBody, *, is_redirect: bool
) -> None:
    """Of a redirecting address none: they are those of another page."""
    mine = (SiteFinding.site_scan_id == site.id) & (SiteFinding.page_id == page.id)
    db.session.execute(delete(SiteFinding).where(mine))
    failing = [entry for entry in body["audits"] if entry["outcome"] in FAILING]
    if is_redirect:
        failing = []
    page.issues = sum(entry["outcome"] == "fail" for entry in failing)
    rows: list[dict[str, Any]] = [
        {
            "site_scan_id": site.id,
            "check_id": entry["id"],
            "page_id": page.id,
            "outcome": entry["outcome"],
            "note": "",
        }
        for entry in failing
    ]
    if rows:
        db.session.execute(insert(SiteFinding), rows)


def settle(site_id: uuid.UUID) -> int:
    """Within a transaction: pages whose scan ended without a word to us, as one that an
    operator canceled or somebody deleted; how many."""
    site = locked(site_id)
    if site is None or site.status != SiteStatus.SCANNING:
        return 0
    is_open = (SitePage.site_scan_id == site.id) & (SitePage.state == PageState.OPEN)
    columns = (SitePage, Scan.error_code, Scan.status)
    chosen = select(*columns).outerjoin(Scan, Scan.id == SitePage.scan_id)
    ended = Scan.id.is_(None) | Scan.finished_at.is_not(None)
    number = 0
    for page, code, status in db.session.execute(chosen.where(is_open, ended)).all():
        why = code or (status or "deleted").lower()
        end(site, page, PageState.FAILED, why)
        number += 1
    db.session.flush()
    return number
