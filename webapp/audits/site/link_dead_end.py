"""link.dead-end: each page links on to another."""

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
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="link.dead-end",
    category="links",
    severity=Severity.MINOR,
    title="Each page links on to another page of the site",
    failure_title="Pages link to no other page of the site",
    why="Who comes to a page without a way on, as from search results, can only leave.",
    how_to_fix=(
        "Put the navigation of the site on the page, or at least a link to what "
        "belongs to it; links made by scripts need an href that leads somewhere."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page without a link to another page of the site; links to "
        "itself do not count. Judged are pages that may be found: scanned, without "
        "noindex, and their own canonical page. Not measured where a limit left pages "
        "out. Does not apply where the scan did not follow links, or to a site of one "
        "page."
    ),
    wrong="<main><h1>Growing tomatoes</h1> <p>Sow in March.</p></main>",
    right=(
        "<main><h1>Growing tomatoes</h1> <p>Sow in March.</p></main>\n"
        '<nav><a href="/">Home</a> <a href="/garden">The garden</a></nav>'
    ),
)


def run(site: SiteView) -> SiteResult:
    if not site.has_links or len(site.indexable) < 2:
        return not_applicable("There are no pages whose links could be followed.")
    if not site.is_whole:
        return not_measured(
            "Not measured: pages were left out, and links may lead to them."
        )
    affected = [
        Affected(place, "no link to another page of the site")
        for place in site.indexable
        if not set(site.pages[place].links) - {place}
    ]
    number = len(site.indexable)
    if not affected:
        return judged(number, (), "Each page links to another page of the site.")
    pages = count(len(affected), "page links", "pages link")
    return judged(number, affected, f"{pages} to no other page of the site.")
