"""sitemap.lastmod: the dates in the sitemap can be believed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed, warned
from webapp.audits.page_dates import page_dates, today
from webapp.audits.site_sitemap import readable_sitemap
from webapp.audits.sitemap_entries import is_same_page
from webapp.audits.w3c_dates import read_date
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="sitemap.lastmod",
    category="indexing",
    severity=Severity.INFO,
    title="The dates in the sitemap can be believed",
    failure_title="The dates in the sitemap are not believable",
    why=(
        "Google uses lastmod where it has found it to be right; dates that are all "
        "the day of the last build are ignored."
    ),
    how_to_fix=(
        "Write into lastmod when the content of that page was last changed, or leave "
        "it out."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/sitemaps/build-sitemap",
    verified=date(2026, 11, 24),
    inputs=("page", "site"),
    rule=(
        "The first 5,000 entries are looked at. Fails for a lastmod that is no W3C "
        "date or lies in the future, and where 20 or more of them share one or two "
        "days. Warns where the date of the scanned page differs by more than 7 days "
        "from the one that the page gives. Does not apply to a sitemap without dates."
    ),
    wrong="<lastmod>24.11.2026</lastmod>",
    right="<lastmod>2026-11-24</lastmod>",
)

MOST_ENTRIES = 5_000
MANY_DATES, FEW_DAYS = 20, 2
DRIFT = timedelta(days=7)


def run(page: ParsedPage, site: SiteFacts) -> AuditResult:
    file = readable_sitemap(site)
    entries = file.entries[:MOST_ENTRIES] if file else ()
    dated = [(loc, text, read_date(text)) for loc, text in entries if text]
    if not dated:
        return not_applicable("There is no sitemap with dates.")
    wrong = list(islice(find_wrong(dated), 20))
    if wrong:
        return failed("Some dates are wrong.", wrong)
    days = {day for _, _, day in dated}
    if len(dated) >= MANY_DATES and len(days) <= FEW_DAYS:
        found = [Finding(f"<lastmod>{text}</lastmod>", "") for _, text, _ in dated[:1]]
        shared = count(len(days), "day")
        return failed(f"All {len(dated)} entries have the date of {shared}.", found)
    if drift := find_drift(page, dated):
        return warned("The sitemap and the page give different dates.", [drift])
    return passed(f"{count(len(dated), 'date')} on {count(len(days), 'day')}.")


def find_wrong(dated: list[tuple[str, str, date | None]]) -> Iterator[Finding]:
    latest = today() + timedelta(days=1)  # it is tomorrow already somewhere
    for loc, text, day in dated:
        if day is None:
            yield Finding(f"<lastmod>{text}</lastmod>", f"no W3C date, for {loc}")
        elif day > latest:
            yield Finding(f"<lastmod>{text}</lastmod>", f"in the future, for {loc}")


def find_drift(
    page: ParsedPage, dated: list[tuple[str, str, date | None]]
) -> Finding | None:
    dates = page_dates(page)
    changed = dates.declared_modified or dates.shown_modified
    for loc, text, day in dated:
        if changed and day and is_same_page(loc, page.url):
            is_far = abs(day - changed) > DRIFT
            note = f"the page says {changed}"
            return Finding(f"<lastmod>{text}</lastmod>", note) if is_far else None
    return None
