"""sitemap.pages: the sitemap lists what may be found, and nothing else."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.audits.target_faults import why_not_found
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="sitemap.pages",
    category="indexing",
    severity=Severity.MODERATE,
    title="The sitemap lists pages that may be found",
    failure_title="The sitemap lists pages that cannot be found",
    why=(
        "A sitemap says which addresses belong into results; one that lists others "
        "sends crawlers to nothing, and they trust it less."
    ),
    how_to_fix=(
        "Have the sitemap made from the pages that answer with 200, are not noindex, "
        "and name themselves as canonical; the export of this scan is such a list."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each address that a sitemap lists and that redirects, does not "
        "answer properly, is blocked by robots.txt or noindex, or names another page "
        "as canonical. How many pages that may be found stand in no sitemap is told "
        "beside it, and is no fault. Does not apply where the scan read no sitemap, or "
        "none of its addresses."
    ),
    wrong=(
        "<loc>https://example.com/tomatoes</loc>\n\n"
        "GET /tomatoes\n301 Moved Permanently\nLocation: /garden/tomatoes"
    ),
    right=(
        "<loc>https://example.com/garden/tomatoes</loc>\n\nGET /garden/tomatoes\n200 OK"
    ),
)


def run(site: SiteView) -> SiteResult:
    pages = site.pages
    listed = [place for place, page in enumerate(pages) if page.in_sitemap]
    told = [(place, why_not_found(site, place)) for place in listed]
    known = [(p, reason) for p, reason in told if reason or not pages[p].problem]
    if not site.has_sitemap or not known:
        return not_applicable("No sitemap was read, or no address that one lists.")
    affected = [Affected(place, reason) for place, reason in known if reason]
    addresses = count(len(known), "listed address", "listed addresses")
    sentence = f"Nothing speaks against the {addresses}."
    if affected:
        sentence = f"{len(affected)} of {addresses} cannot be found."
    return judged(len(known), affected, f"{sentence} {unlisted(site)}")


def unlisted(site: SiteView) -> str:
    number = sum(not site.pages[place].in_sitemap for place in site.indexable)
    if not number:
        return "Every page that may be found is listed."
    stand = count(
        number, "page that may be found stands", "pages that may be found stand"
    )
    return f"{stand} in no sitemap."
