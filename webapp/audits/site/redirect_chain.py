"""redirect.chain: each address of the site redirects once at most."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.link_answers import ends_somewhere
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SitePage, SiteView

META = AuditMeta(
    id="redirect.chain",
    category="indexing",
    severity=Severity.MODERATE,
    title="Redirects lead to their page in one step",
    failure_title="Redirects lead to further redirects",
    why=(
        "Each step costs visitors a round trip, crawlers follow only so many, and a "
        "chain breaks where any one of its redirects is forgotten."
    ),
    how_to_fix="Let each old address redirect straight to the page's last one.",
    source="https://developers.google.com/search/docs/crawling-indexing/http-network-errors",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each address of the site that takes more than one redirect to its "
        "end. Chains that end in an error are left to link.broken, those without "
        "an end to redirect.loop. Does not apply where no address redirects."
    ),
    wrong="/tomatoes → /plants/tomatoes → /garden/tomatoes",
    right="/tomatoes → /garden/tomatoes\n/plants/tomatoes → /garden/tomatoes",
)


def run(site: SiteView) -> SiteResult:
    redirecting = [
        (place, page) for place, page in enumerate(site.pages) if ends_somewhere(page)
    ]
    if not redirecting:
        return not_applicable("No address of the site redirects to another.")
    affected = [
        Affected(place, steps(page))
        for place, page in redirecting
        if len(page.redirects) > 1
    ]
    if not affected:
        number = count(len(redirecting), "redirect leads", "redirects lead")
        return judged(len(redirecting), (), f"{number} to a page in one step.")
    number = count(len(affected), "address redirects", "addresses redirect")
    return judged(len(redirecting), affected, f"{number} more than once.")


def steps(page: SitePage) -> str:
    """``2 redirects: 301 from …, 302 from …, to …``."""
    hops = ", ".join(f"{status} from {address}" for address, status in page.redirects)
    end = page.final.url if page.final else "an unknown address"
    return f"{len(page.redirects)} redirects: {hops}, to {end}"
