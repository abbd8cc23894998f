"""link.orphan: some link of the site leads to each page."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import (
    Affected,
    SiteResult,
    judged,
    not_applicable,
    not_measured,
)
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView, Target

META = AuditMeta(
    id="link.orphan",
    category="links",
    severity=Severity.MODERATE,
    title="Some link of the site leads to each page",
    failure_title="No link of the site leads to these pages",
    why=(
        "Visitors cannot come to such a page, and search engines take a page that its "
        "own site does not link to for an unimportant one."
    ),
    how_to_fix=(
        "Link to the page from one that its readers come from, or take it out of the "
        "sitemap if it is no longer needed."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page that a sitemap lists, or that was listed for the scan, "
        "and to which no other page of the site links, directly or by way of a "
        "redirect. Judged are pages that may be found: scanned, without noindex, and "
        "their own canonical page; the start page needs no link. Not measured where a "
        "limit left pages out, as any of those may hold the link. Does not apply where "
        "the scan did not follow links."
    ),
    wrong="sitemap.xml  lists /tomatoes\nno page      links to /tomatoes",
    right='sitemap.xml  lists /tomatoes\n/garden      <a href="/tomatoes">Tomatoes</a>',
)


def run(site: SiteView) -> SiteResult:
    if not site.has_links or not any(page.links for page in site.pages):
        return not_applicable("The scan followed no links.")
    if not site.is_whole:
        return not_measured(
            "Not measured: pages were left out, and any of them may hold a link."
        )
    linked = linked_pages(site)
    places = [place for place in site.indexable if place != site.start]
    if not places:
        return not_applicable("There is no page besides the start page.")
    affected = [
        Affected(place, note(site, place)) for place in places if place not in linked
    ]
    if not affected:
        return judged(len(places), (), "Each page has a link that leads to it.")
    pages = count(len(affected), "page has", "pages have")
    return judged(len(places), affected, f"{pages} no link that leads there.")


def linked_pages(site: SiteView) -> set[int]:
    """The pages that links of others lead to, also by way of a redirect."""
    linked = {end_of(site, site.start)}
    for place, holders in enumerate(site.inlinks):
        end = end_of(site, place)
        if any(holder != end for holder in holders):
            linked.add(end)
    return linked


def end_of(site: SiteView, place: int) -> int:
    return site.end_of(Target("", place))


def note(site: SiteView, place: int) -> str:
    where = "a sitemap" if site.pages[place].in_sitemap else "the list of the scan"
    return f"known from {where} alone"
