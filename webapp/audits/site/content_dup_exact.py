"""content.dup-exact: no text stands under two addresses."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count
from webapp.audits.session_addresses import without_session
from webapp.audits.site_audit import SiteResult, judged, not_applicable
from webapp.audits.site_groups import alike, members
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="content.dup-exact",
    category="content",
    severity=Severity.MODERATE,
    title="No text stands under two addresses",
    failure_title="The same text stands under several addresses",
    why=(
        "Of pages with the same text a search engine shows one, chosen by itself, and "
        "links and visits are spread over all of them."
    ),
    how_to_fix=(
        "Keep one of the addresses and redirect the others to it, or name it as the "
        "canonical URL of all."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for each page whose main text is another page's too, word for word, "
        "whatever the case and spaces. Compared are pages that may be found: scanned, "
        "without noindex, and their own canonical page. Addresses that differ in "
        "session or tracking parameters alone count as one: url.session-params is "
        "about them. Texts of fewer than 30 words do not count. Does not apply where "
        "fewer than two pages have more."
    ),
    wrong="/tomatoes        Sow in March …\n/print/tomatoes  Sow in March …",
    right=(
        "/tomatoes        Sow in March …\n"
        '/print/tomatoes  <link rel="canonical" href="https://example.com/tomatoes">'
    ),
)


def run(site: SiteView) -> SiteResult:
    texts = [place for place in site.indexable if site.pages[place].text_hash]
    if len(texts) < 2:
        return not_applicable("There are no two pages with text to compare.")
    same = alike(site, texts, lambda page: page.text_hash)
    groups = [group for group in (apart(site, one) for one in same) if len(group) > 1]
    if not groups:
        return judged(len(texts), (), f"All {len(texts)} texts differ.")
    number, shared = sum(map(len, groups)), count(len(groups), "text")
    sentence = f"{number} of {len(texts)} pages share {shared} between them."
    return judged(len(texts), members(site, groups, "the text of"), sentence)


def apart(site: SiteView, group: list[int]) -> list[int]:
    """The first page of each address, session and tracking parameters left out."""
    firsts: dict[str, int] = {}
    for place in group:
        firsts.setdefault(without_session(site.pages[place].url), place)
    return list(firsts.values())
