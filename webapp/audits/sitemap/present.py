"""sitemap.present: the site has a sitemap that crawlers find."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_measured, passed
from webapp.audits.probe_answers import reason_unmeasured
from webapp.audits.site_sitemap import (
    asked_sitemap,
    named_sitemaps,
    readable_sitemap,
)
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="sitemap.present",
    category="indexing",
    severity=Severity.MINOR,
    title="The site has a sitemap",
    failure_title="The site has no sitemap that crawlers find",
    why=(
        "A sitemap tells crawlers of pages that few links lead to, and of changes. "
        "Sites with fewer than 500 well-linked pages may do without."
    ),
    how_to_fix=(
        "Let your system write a sitemap.xml, and name it in robots.txt by a Sitemap "
        "line with its full URL."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/overview",
    verified=date(2026, 11, 24),
    inputs=("site",),
    rule=(
        "Passes where robots.txt names a sitemap by an absolute URL, or where "
        "/sitemap.xml is one. An HTML page in its place is none. How many pages the "
        "site has is not known, so a missing one always fails, with little weight."
    ),
    wrong="GET /sitemap.xml\n\nHTTP/1.1 404 Not Found",
    right="Sitemap: https://example.com/sitemap.xml",
)


def run(site: SiteFacts) -> AuditResult:
    named = named_sitemaps(site)
    if named:
        return passed(f"robots.txt names {count(len(named), 'sitemap')}.")
    if readable_sitemap(site):
        return passed("There is one at /sitemap.xml; robots.txt does not name it.")
    answer = asked_sitemap(site)
    reason = reason_unmeasured(answer)
    if answer is None or reason:
        return not_measured(reason)
    note = answer.problem or f"status {answer.status}"
    if answer.is_ok:
        note = f"status {answer.status}, and no sitemap"
    sentence = "robots.txt names no sitemap, and there is none at /sitemap.xml."
    return failed(sentence, [Finding(answer.url, note)])
