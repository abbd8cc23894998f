"""hreflang.target: language versions are pages that may be found."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.audits.site_links import listed
from webapp.audits.target_faults import fault_of_target
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import UNKNOWN, SiteView

META = AuditMeta(
    id="hreflang.target",
    category="languages",
    severity=Severity.MODERATE,
    title="Language versions are pages that may be found",
    failure_title="Language versions cannot be found",
    why=(
        "A language version that redirects, fails or keeps out of results cannot be "
        "shown to the people it is for, so they get the wrong language."
    ),
    how_to_fix=(
        "Let each hreflang link lead to the last, canonical address of a page that "
        "answers with 200 and is not noindex."
    ),
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page with a hreflang link to another address of the site that "
        "redirects, does not answer properly, is blocked by robots.txt or noindex, or "
        "names another page as canonical. Addresses that the scan does not know, or "
        "could not read for reasons that may pass, are not judged. Does not apply "
        "where no page names a language version on the site."
    ),
    wrong=(
        '<link rel="alternate" hreflang="de" href="https://example.com/de/old">\n\n'
        "GET /de/old\n404 Not Found"
    ),
    right=(
        '<link rel="alternate" hreflang="de" href="https://example.com/de/new">\n\n'
        "GET /de/new\n200 OK"
    ),
)


def run(site: SiteView) -> SiteResult:
    holding = [
        place
        for place, page in enumerate(site.pages)
        if page.is_scanned
        and any(t.page not in (UNKNOWN, place) for _, t in page.alternates)
    ]
    if not holding:
        return not_applicable("No page names a language version on the site.")
    told = ((place, faults(site, place)) for place in holding)
    affected = [Affected(place, listed(notes)) for place, notes in told if notes]
    if not affected:
        return judged(len(holding), (), "All language versions may be found.")
    pages = count(len(affected), "page names", "pages name")
    sentence = f"{pages} language versions that cannot be found."
    return judged(len(holding), affected, sentence)


def faults(site: SiteView, place: int) -> list[str]:
    return [
        f"{code} {target.url}: {fault}"
        for code, target in site.pages[place].alternates
        if (fault := fault_of_target(site, target, named_by=place))
    ]
