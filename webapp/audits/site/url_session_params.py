"""url.session-params: parameters of visits make no pages of their own."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.session_addresses import without_session
from webapp.audits.site_audit import Affected, SiteResult, judged, not_applicable
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="url.session-params",
    category="indexing",
    severity=Severity.MODERATE,
    title="Parameters of visits make no pages of their own",
    failure_title="Session or tracking parameters make copies of pages",
    why=(
        "Each visit gives such a page one more address, so crawlers read the same text "
        "again and again, and links to it are spread over all of them."
    ),
    how_to_fix=(
        "Keep sessions in cookies and tracking out of the site's own links, or name "
        "the address without the parameters as canonical on all of them."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page whose address has session or tracking parameters (sid, "
        "PHPSESSID, jsessionid, utm_source, gclid …), whose text another page has too "
        "under the address without them or with other values, and which names none of "
        "those as canonical. Pages with noindex are left out. Does not apply where no "
        "address of a scanned page has such parameters."
    ),
    wrong="/tomatoes?sid=4711  Sow in March …\n/tomatoes           Sow in March …",
    right=(
        "/tomatoes?sid=4711  Sow in March …\n"
        '<link rel="canonical" href="https://example.com/tomatoes">'
    ),
)


def run(site: SiteView) -> SiteResult:
    plain = {
        place: address
        for place, page in enumerate(site.pages)
        if page.is_scanned
        and has_parameters(page.url)
        and (address := without_session(page.url)) != page.url
    }
    if not plain:
        return not_applicable("No address has session or tracking parameters.")
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place in site.indexable:
        page = site.pages[place]
        groups[page.text_hash, plain.get(place, page.url)].append(place)
    affected = [
        Affected(place, f"the text of {other_of(site, group, place)}")
        for (text, _), group in groups.items()
        if text and len(group) > 1
        for place in group
        if place in plain
    ]
    if not affected:
        return judged(len(plain), (), "No such address is a page of its own.")
    pages = count(len(affected), "address", "addresses")
    return judged(
        len(plain), affected, f"{pages} with parameters of visits are copies."
    )


def has_parameters(url: str) -> bool:
    return "?" in url or ";" in url


def other_of(site: SiteView, group: list[int], place: int) -> str:
    other = group[1] if place == group[0] else group[0]
    return site.pages[other].url
