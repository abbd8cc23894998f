"""link.broken: no link of the site leads to a page that is not there."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.link_answers import fault_of
from webapp.audits.site_audit import SiteResult, judged, not_applicable
from webapp.audits.site_links import holders, with_links
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="link.broken",
    category="links",
    severity=Severity.SERIOUS,
    title="All links within the site lead to a page",
    failure_title="Links within the site are broken",
    why=(
        "Who follows a broken link leaves, and a crawler that follows it has spent a "
        "request on nothing."
    ),
    how_to_fix=(
        "Correct the link or take it out of the page; where the page has moved, "
        "redirect its old address."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page with a link to an address of the site that answers with a "
        "status of 400 or more, directly or behind a redirect, or that cannot be "
        "connected to. What depends on who asks and when says nothing: 401, 403, 429, "
        "999, time-outs, and addresses that robots.txt blocks. Loops of redirects are "
        "left to redirect.loop. Does not apply where no page links to another."
    ),
    wrong='<a href="/tomatos">Tomatoes</a>\n\nGET /tomatos\n404 Not Found',
    right='<a href="/tomatoes">Tomatoes</a>\n\nGET /tomatoes\n200 OK',
)


def run(site: SiteView) -> SiteResult:
    holding = with_links(site)
    if not holding:
        return not_applicable("No page links to another page of the site.")
    notes = {
        place: f"{page.url} ({fault})"
        for place, page in enumerate(site.pages)
        if (fault := fault_of(page))
    }
    affected = list(holders(site, holding, notes))
    if not affected:
        return judged(len(holding), (), "No link within the site is broken.")
    pages = count(len(affected), "page has", "pages have")
    return judged(len(holding), affected, f"{pages} broken links.")
