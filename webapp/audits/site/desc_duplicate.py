"""desc.duplicate: each page has a description of its own."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.site_audit import SiteResult, judged, not_applicable
from webapp.audits.site_groups import alike, folded, members, originals
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="desc.duplicate",
    category="head",
    severity=Severity.MODERATE,
    title="Each page has a description of its own",
    failure_title="Pages share their description with others",
    why=(
        "A description that stands on many pages describes none of them, so search "
        "engines show words of their own choice instead."
    ),
    how_to_fix=(
        "Write for each page what is to be found on it, or leave the description out "
        "where nobody can: none is better than the same everywhere."
    ),
    source="https://developers.google.com/search/docs/appearance/snippet",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page whose meta description another page of the site has too, "
        "whatever the case and spaces. Compared are pages that may be found: scanned, "
        "without noindex, and their own canonical page. Pages without a description, "
        "and further copies of one text, are left to other checks. Does not apply "
        "where fewer than two pages have one."
    ),
    wrong=(
        '/tomatoes  <meta name="description" content="All about plants.">\n'
        '/peppers   <meta name="description" content="All about plants.">'
    ),
    right=(
        '/tomatoes  <meta name="description" content="When to sow tomatoes.">\n'
        '/peppers   <meta name="description" content="How peppers overwinter.">'
    ),
)


def run(site: SiteView) -> SiteResult:
    pages = site.pages
    described = [p for p in originals(site) if pages[p].description.strip()]
    if len(described) < 2:
        return not_applicable("There are no two pages with descriptions to compare.")
    groups = alike(site, described, lambda page: folded(page.description))
    if not groups:
        return judged(len(described), (), f"All {len(described)} descriptions differ.")
    number, shared = sum(map(len, groups)), count(len(groups), "description")
    sentence = f"{number} of {len(described)} pages share {shared} between them."
    return judged(len(described), members(site, groups, "the description of"), sentence)
