"""crawl.www-variants: with and without www. lead to one host."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from webapp.audits.audit import (
    AuditMeta,
    failed,
    not_applicable,
    not_measured,
    passed,
    warned,
)
from webapp.audits.probe_answers import reason_unmeasured
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.site_facts import Answer, SiteFacts

META = AuditMeta(
    id="crawl.www-variants",
    category="indexing",
    severity=Severity.MODERATE,
    title="The names with and without www lead to one host",
    failure_title="The names with and without www do not lead to one host",
    why=(
        "Two hosts with the same pages divide links and standing between them, and a "
        "name that shows an error loses those who type it."
    ),
    how_to_fix=(
        "Choose one of the two names and redirect the other to it with 301, under "
        "http and https, with a certificate for both."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "site"),
    rule=(
        "The page's address is asked for under the other name. Fails where that one "
        "answers by itself, leads elsewhere, or has no valid certificate. Warns where "
        "it answers with an error or redirects for a time only. Passes where the name "
        "does not exist. Does not apply to subdomains, addresses and other ports."
    ),
    wrong="https://example.com/ → 200\nhttps://www.example.com/ → 200",
    right="https://example.com/ → 301 https://www.example.com/",
)

PERMANENT = frozenset({301, 308})


def run(fetched: FetchedPage, site: SiteFacts) -> AuditResult:
    other = site.www_variant
    if other is None:
        return not_applicable("The page's host has no name with or without www.")
    if other.problem == "dns_not_found":
        return passed(f"{host_of(other.url)} does not exist.")
    if other.problem == "connection_failed":
        return warned("The other name exists, and nothing answers there.", [at(other)])
    if other.problem and not reason_unmeasured(other):
        return failed(f"The other name shows an error: {other.note}", [at(other)])
    if reason := reason_unmeasured(other):
        return not_measured(reason)
    return judge(host_of(fetched.final_url), other)


def judge(host: str, other: Answer) -> AuditResult:
    if not other.is_ok:
        return warned(f"The other name answers {other.status}.", [at(other)])
    if host_of(other.final_url) == host_of(other.url):
        return failed("Both names answer by themselves.", [at(other)])
    if host_of(other.final_url) != host:
        return failed(f"The other name leads to {other.final_url}.", [at(other)])
    if any(hop.status not in PERMANENT for hop in other.redirects):
        return warned("The other name redirects, but for a time only.", [at(other)])
    return passed(f"{host_of(other.url)} leads to {host}.")


def at(other: Answer) -> Finding:
    hops = [str(hop.status) for hop in other.redirects]
    ends = other.problem or f"{other.status} at {other.final_url}"
    return Finding(other.url, ", then ".join([*hops, ends]))


def host_of(url: str) -> str:
    return urlsplit(url).hostname or ""
