"""index.mixed-signals: what the site says about a page fits together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.audits.site_links import listed
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="index.mixed-signals",
    category="indexing",
    severity=Severity.MODERATE,
    title="What the site says about each page fits together",
    failure_title="The site says contradicting things about pages",
    why=(
        "Search engines settle a contradiction their own way, which need not be the "
        "one that was meant, and may change."
    ),
    how_to_fix=(
        "Decide whether the page shall be found. If so, take away noindex and "
        "nofollow; if it is a copy, name the canonical URL and drop noindex; if not, "
        "noindex alone is enough."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each scanned page that is noindex and names another page as "
        "canonical: one says that it must not be shown, the other that it counts as "
        "that page. Also for each page that may be found and that a sitemap lists, "
        "while all links of the site that lead to it are nofollow. What a sitemap says "
        "against a page is sitemap.pages', a canonical URL that leads to a noindex "
        "page canonical.target's. Does not apply where no page was scanned."
    ),
    wrong=(
        '/print/tomatoes\n<meta name="robots" content="noindex">\n'
        '<link rel="canonical" href="https://example.com/tomatoes">'
    ),
    right='/print/tomatoes\n<link rel="canonical" href="https://example.com/tomatoes">',
)


def run(site: SiteView) -> SiteResult:
    scanned = [place for place, page in enumerate(site.pages) if page.is_scanned]
    if not scanned:
        return not_applicable("No page was scanned.")
    followed = followed_pages(site)
    told = ((place, list(clashes(site, place, followed))) for place in scanned)
    affected = [Affected(place, listed(notes)) for place, notes in told if notes]
    if not affected:
        return judged(len(scanned), (), "Nothing that is said of a page contradicts.")
    pages = count(len(affected), "page")
    return judged(len(scanned), affected, f"Signals contradict each other on {pages}.")


def clashes(site: SiteView, place: int, followed: set[int]) -> Iterator[str]:
    page = site.pages[place]
    if page.is_noindex and page.canonical and site.is_canonicalised(place):
        yield f"noindex, and {page.canonical.url} as canonical"
    is_offered = page.in_sitemap and site.is_indexable(place)
    if is_offered and site.inlinks[place] and place not in followed:
        yield "in a sitemap, and all links to it are nofollow"


def followed_pages(site: SiteView) -> set[int]:
    """The pages that some link without nofollow leads to."""
    followed = {site.start}
    for page in site.pages:
        if not page.is_nofollow:
            followed.update(set(page.links).difference(page.nofollow_links))
    return followed
