"""crawl.http-to-https: the address with http: leads to https:."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    failed,
    not_applicable,
    not_measured,
    passed,
)
from webapp.audits.probe_answers import reason_unmeasured
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.site_facts import Answer, SiteFacts

META = AuditMeta(
    id="crawl.http-to-https",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The http address leads to https",
    failure_title="The http address does not lead to https",
    why=(
        "A page that answers under both schemes exists twice for search engines, and "
        "visitors of the http one are not protected."
    ),
    how_to_fix="Redirect every http address with 301 to the same address with https.",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("site",),
    rule=(
        "The page's address is asked for with http. Fails where the answer, after "
        "redirects, is not an https one. Passes where nothing listens for http. Does "
        "not apply to a page that is itself served over http, which is another check, "
        "or on another port than 443."
    ),
    wrong="GET http://example.com/\n\nHTTP/1.1 200 OK",
    right=(
        "GET http://example.com/\n\n"
        "HTTP/1.1 301 Moved Permanently\nLocation: https://example.com/"
    ),
)

NOBODY_THERE = frozenset({"connection_failed", "dns_not_found"})


def run(site: SiteFacts) -> AuditResult:
    plain = site.http_variant
    if plain is None:
        return not_applicable("The page is not an https page on the usual port.")
    if plain.problem in NOBODY_THERE:
        return passed("Nothing answers over http.")
    if plain.final_url.startswith("https://") and plain.is_ok:
        return passed(f"It leads to {plain.final_url}.")
    if reason := reason_unmeasured(plain):
        return not_measured(reason)
    return failed(sentence_about(plain), [Finding(plain.url, note_about(plain))])


def sentence_about(plain: Answer) -> str:
    if plain.status is None:
        return f"The http address leads nowhere: {plain.note}"
    if plain.final_url.startswith("https://"):
        return f"The http address ends on status {plain.status}."
    return "The http address answers without leading to https."


def note_about(plain: Answer) -> str:
    if plain.status is None:
        return plain.problem
    return f"status {plain.status} at {plain.final_url}"
