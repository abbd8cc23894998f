"""link.broken-external: links to other sites lead to a page."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.link_answers import fault, is_told
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.audits.site_links import listed
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="link.broken-external",
    category="links",
    severity=Severity.MODERATE,
    title="Links to other sites lead to a page",
    failure_title="Links to other sites are broken",
    why="A source that is gone no longer supports what the page says.",
    how_to_fix="Find where it has moved, link to another source, or drop the link.",
    source="https://developers.google.com/search/docs/crawling-indexing/links-crawlable",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Warns for each page with a link to another site whose address answers with a "
        "status of 400 or more, or cannot be connected to. What depends on who asks "
        "and when says nothing: 401, 403, 429, 999, time-outs, and addresses that "
        "robots.txt blocks. Does not apply where links to other sites were not asked "
        "for, or none of them gave an answer that says anything."
    ),
    wrong='<a href="https://example.org/gone">A study</a>\n\n404 Not Found',
    right='<a href="https://example.org/study">A study</a>\n\n200 OK',
)


def run(site: SiteView) -> SiteResult:
    told = {url for url, answer in site.external.items() if is_told(answer)}
    holding = [
        place
        for place, page in enumerate(site.pages)
        if page.is_scanned and not told.isdisjoint(page.external_links)
    ]
    if not holding:
        return not_applicable("No answer of another site was asked for.")
    faults = {url: found for url in told if (found := fault(site.external[url]))}
    affected = []
    for place in holding:
        links = site.pages[place].external_links
        notes = [f"{url} ({faults[url]})" for url in links if url in faults]
        if notes:
            affected.append(Affected(place, listed(notes)))
    if not affected:
        return judged(len(holding), (), "No link to another site is broken.")
    pages = count(len(affected), "page has", "pages have")
    sentence = f"{pages} broken links to other sites."
    return judged(len(holding), affected, sentence, warns=True)
