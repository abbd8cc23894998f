"""link.depth: each page is a few clicks from the start page."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="link.depth",
    category="links",
    severity=Severity.MINOR,
    title="Each page is at most four clicks from the start page",
    failure_title="Pages are more than four clicks from the start page",
    why=(
        "The further away a page is, the fewer visitors come to it, and the later and "
        "more rarely crawlers do."
    ),
    how_to_fix=(
        "Link to the page, or to an overview that leads to it, from nearer to the "
        "start; long chains of next page links do better with numbers to jump to."
    ),
    source="https://developers.google.com/search/docs/specialty/ecommerce/help-google-understand-your-ecommerce-site-structure",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page that is more than 4 clicks from the start page on the "
        "shortest way; a redirect is no click of its own. Judged are pages that may be "
        "found: scanned, without noindex, and their own canonical page. Pages that no "
        "link leads to are left to link.orphan. Does not apply where the scan did not "
        "follow links, or none leads away from the start page."
    ),
    wrong="/ → /garden → /plants → /vegetables → /red → /tomatoes",
    right="/ → /garden → /vegetables → /tomatoes",
)
MOST_CLICKS = 4


def run(site: SiteView) -> SiteResult:
    if not site.has_links:
        return not_applicable("The scan followed no links.")
    depths = [(place, site.depths[place]) for place in site.indexable]
    known = [(place, clicks) for place, clicks in depths if clicks]
    if not known:
        return not_applicable("No link leads away from the start page.")
    affected = [
        Affected(place, f"{clicks} clicks away")
        for place, clicks in known
        if clicks > MOST_CLICKS
    ]
    furthest = max(clicks for _, clicks in known)
    if not affected:
        clicks = count(furthest, "click")
        return judged(len(known), (), f"The furthest page is {clicks} away.")
    pages = count(len(affected), "page is", "pages are")
    sentence = f"{pages} more than {MOST_CLICKS} clicks away, the furthest {furthest}."
    return judged(len(known), affected, sentence)
