"""redirect.loop: redirects come to an end."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.link_answers import LOOP
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="redirect.loop",
    category="indexing",
    severity=Severity.CRITICAL,
    title="Redirects come to an end",
    failure_title="Redirects lead round in a circle",
    why="Nobody can open such an address: browsers and crawlers give up on it.",
    how_to_fix=(
        "Find the two rules that undo each other, often one for www. or https and one "
        "for the slash at the end, and keep one of them."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each address of the site whose redirects lead back to where they "
        "have been, or do not end within the steps that the scan follows. The note "
        "names a page that links to it. Does not apply where no address redirects."
    ),
    wrong="/tomatoes  → /tomatoes/\n/tomatoes/ → /tomatoes",
    right="/tomatoes  → /tomatoes/\n/tomatoes/   200 OK",
)


def run(site: SiteView) -> SiteResult:
    pages = site.pages
    loops = [place for place, page in enumerate(pages) if page.problem == LOOP]
    number = len(loops) + sum(
        page.is_redirect and page.problem != LOOP for page in pages
    )
    if not number:
        return not_applicable("No address of the site redirects.")
    if not loops:
        return judged(number, (), "All redirects come to an end.")
    affected = (Affected(place, linked_from(site, place)) for place in loops)
    addresses = count(len(loops), "address redirects", "addresses redirect")
    return judged(number, affected, f"{addresses} without an end.")


def linked_from(site: SiteView, place: int) -> str:
    holders = site.inlinks[place]
    if not holders:
        return "no end of redirects"
    more = f" and {len(holders) - 1} more" if len(holders) > 1 else ""
    return f"no end of redirects; linked from {site.pages[holders[0]].url}{more}"
