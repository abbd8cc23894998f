"""link.redirect: links within the site lead straight to their page."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.link_answers import ends_somewhere
from webapp.audits.site_audit import SiteResult, judged, not_applicable
from webapp.audits.site_links import holders, with_links
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="link.redirect",
    category="links",
    severity=Severity.MINOR,
    title="Links within the site lead straight to their page",
    failure_title="Links within the site lead to redirects",
    why=(
        "Each redirect is one more round trip for visitors and crawlers, on a link "
        "that the site itself could have right."
    ),
    how_to_fix="Put the address that the redirect leads to into the link.",
    source="https://developers.google.com/search/docs/crawling-indexing/301-redirects",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page with a link to an address of the site that redirects "
        "elsewhere. Redirects that end in an error are left to link.broken. Does not "
        "apply where no page links to another."
    ),
    wrong=(
        '<a href="/tomatoes">Tomatoes</a>\n\n'
        "GET /tomatoes\n301 Moved Permanently\nLocation: /tomatoes/"
    ),
    right='<a href="/tomatoes/">Tomatoes</a>\n\nGET /tomatoes/\n200 OK',
)


def run(site: SiteView) -> SiteResult:
    holding = with_links(site)
    if not holding:
        return not_applicable("No page links to another page of the site.")
    notes = {
        place: f"{page.url} leads to {page.final.url}"
        for place, page in enumerate(site.pages)
        if page.final and ends_somewhere(page)
    }
    affected = list(holders(site, holding, notes))
    if not affected:
        return judged(len(holding), (), "All links lead straight to their page.")
    pages = count(len(affected), "page links", "pages link")
    return judged(len(holding), affected, f"{pages} to addresses that redirect.")
