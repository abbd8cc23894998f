"""content.thin-section: each section of the site has something to say."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from statistics import median
from urllib.parse import urlsplit

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="content.thin-section",
    category="content",
    severity=Severity.MODERATE,
    title="Each section of the site has pages with text",
    failure_title="Sections of the site consist of pages with hardly any text",
    why=(
        "Many pages that say little, such as tags, empty categories and profiles, are "
        "what search engines see as made for them and not for people."
    ),
    how_to_fix=(
        "Give the template of the section something to say on each page, join small "
        "pages to one, or keep the section out of results with noindex."
    ),
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for the pages with fewer than 100 words in a folder of 5 pages or more, "
        "if half of its pages or more have fewer than that (the median). A page "
        "belongs to the folder that its address ends in, whatever its query. Counted "
        "are the words of the main content of pages that may be found: scanned, "
        "without noindex, and their own canonical page. Does not apply where no folder "
        "has as many pages."
    ),
    wrong="/tags/red     12 words\n/tags/green   9 words\n/tags/…",
    right="/plants/tomatoes  640 words\n/plants/peppers   520 words\n/plants/…",
)
FEWEST_PAGES, FEWEST_WORDS = 5, 100


def run(site: SiteView) -> SiteResult:
    folders: dict[str, list[int]] = defaultdict(list)
    for place in site.indexable:
        folders[folder_of(site.pages[place].url)].append(place)
    sections = {f: found for f, found in folders.items() if len(found) >= FEWEST_PAGES}
    if not sections:
        return not_applicable(f"No folder has {FEWEST_PAGES} pages or more.")
    affected: list[Affected] = []
    thin = 0
    for folder, places in sections.items():
        words = median(site.pages[place].word_count for place in places)
        if words < FEWEST_WORDS:
            thin += 1
            affected += few_words(site, places, f"{folder}, where {words:g} are usual")
    number = sum(map(len, sections.values()))
    if not affected:
        return judged(number, (), "Each section has pages with text.")
    return judged(number, affected, f"{count(thin, 'section')} with hardly any text.")


def few_words(site: SiteView, places: list[int], where: str) -> list[Affected]:
    words = [(place, site.pages[place].word_count) for place in places]
    few = [(place, number) for place, number in words if number < FEWEST_WORDS]
    return [Affected(p, f"{count(n, 'word')} in {where}") for p, n in few]


def folder_of(url: str) -> str:
    """``/plants/`` of ``/plants/tomatoes`` and of ``/plants/tomatoes/``."""
    return urlsplit(url).path.rstrip("/").rpartition("/")[0] + "/"
