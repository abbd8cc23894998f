"""canonical.attributes: no attribute or fragment that makes a canonical void."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.canonicals import Canonical, find_canonicals
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="canonical.attributes",
    category="indexing",
    severity=Severity.MODERATE,
    title="The canonical link has nothing that makes it void",
    failure_title="The canonical link has attributes or a fragment",
    why=(
        "Google disregards a canonical link with hreflang, lang, media or type, as "
        "it then speaks of a version of the page, and knows no page by its "
        "fragment."
    ),
    how_to_fix="Leave rel and href only, and cut the href before the #.",
    source="https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if a canonical link of the head or of a Link header has a hreflang, "
        "lang, media or type that is not blank, or if its address has a fragment. "
        "Does not apply where there is no canonical link."
    ),
    wrong='<link rel="canonical" hreflang="de" href="https://example.com/de#top">',
    right='<link rel="canonical" href="https://example.com/de">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    canonicals = find_canonicals(fetched, page)
    if not canonicals:
        return not_applicable("The page names no canonical URL that could be void.")
    found = [Finding(c.snippet, note) for c in canonicals if (note := faults(c))]
    if found:
        return failed("A canonical link has more than rel and address.", found)
    return passed("Every canonical link has rel and address only.")


def faults(canonical: Canonical) -> str:
    """What is too much, in a few words; empty where nothing is."""
    fragment = ["a fragment"] if "#" in canonical.href else []
    return ", ".join([*canonical.extras, *fragment])
