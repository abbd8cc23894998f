"""title.duplicate: each page has a title of its own."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import SiteResult, judged, not_applicable
from webapp.audits.site_groups import alike, folded, members, originals
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="title.duplicate",
    category="head",
    severity=Severity.MODERATE,
    title="Each page has a title of its own",
    failure_title="Pages share their title with others",
    why=(
        "The title is what people choose a result by; where several pages have the "
        "same, neither people nor search engines can tell which one answers them."
    ),
    how_to_fix=(
        "Say in each title what that page alone is about; let templates put the name "
        "of the product or the number of the page into it."
    ),
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page whose title another page of the site has too, whatever "
        "the case and spaces. Compared are pages that may be found: scanned, without "
        "noindex, and their own canonical page. Pages without a title, and further "
        "copies of one text, are left to other checks. Does not apply where fewer than "
        "two pages have a title."
    ),
    wrong="/tomatoes  <title>Our plants</title>\n/peppers   <title>Our plants</title>",
    right=(
        "/tomatoes  <title>Growing tomatoes</title>\n"
        "/peppers   <title>Growing peppers</title>"
    ),
)


def run(site: SiteView) -> SiteResult:
    titled = [place for place in originals(site) if site.pages[place].title.strip()]
    if len(titled) < 2:
        return not_applicable("There are no two pages with titles to compare.")
    groups = alike(site, titled, lambda page: folded(page.title))
    if not groups:
        return judged(len(titled), (), f"All {len(titled)} titles differ.")
    number, shared = sum(map(len, groups)), count(len(groups), "title")
    sentence = f"{number} of {len(titled)} pages share {shared} between them."
    return judged(len(titled), members(site, groups, "the title of"), sentence)
