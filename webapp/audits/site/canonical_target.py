"""canonical.target: canonical URLs lead to pages that may be found."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.audits.target_faults import fault_of_target
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import UNKNOWN, SiteView

META = AuditMeta(
    id="canonical.target",
    category="indexing",
    severity=Severity.SERIOUS,
    title="Canonical URLs lead to pages that may be found",
    failure_title="Canonical URLs lead to pages that cannot be found",
    why=(
        "A page hands its place in results to the one that it calls canonical. If that "
        "one cannot be shown, neither may be, or the canonical URL is ignored."
    ),
    how_to_fix=(
        "Name the last address of a page that answers with 200, is not noindex, and "
        "names itself; or let the page name its own address."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page whose canonical URL is another address of the site that "
        "redirects, does not answer properly, is blocked by robots.txt or noindex, or "
        "names yet another page as canonical. Addresses that the scan does not know, "
        "or could not read for reasons that may pass, are not judged. Does not apply "
        "where no page names an address of the site as canonical."
    ),
    wrong=(
        '/print/tomatoes  <link rel="canonical" href="https://example.com/tomatoes">\n'
        '/tomatoes        <meta name="robots" content="noindex">'
    ),
    right=(
        '/print/tomatoes  <link rel="canonical" href="https://example.com/tomatoes">\n'
        '/tomatoes        <link rel="canonical" href="https://example.com/tomatoes">'
    ),
)


def run(site: SiteView) -> SiteResult:
    named = [
        (place, page.canonical)
        for place, page in enumerate(site.pages)
        if page.is_scanned and page.canonical and page.canonical.page != UNKNOWN
    ]
    if not named:
        return not_applicable("No page names an address of the site as canonical.")
    affected = [
        Affected(place, f"{canonical.url}: {fault}")
        for place, canonical in named
        if (fault := fault_of_target(site, canonical, named_by=place))
    ]
    if not affected:
        return judged(len(named), (), "All canonical URLs lead to pages of their own.")
    pages = count(len(affected), "page names", "pages name")
    sentence = f"{pages} a canonical URL that cannot stand for them."
    return judged(len(named), affected, sentence)
