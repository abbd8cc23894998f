"""hreflang.dup: one address for each code, one language for each address."""

from __future__ import annotations

from datetime import date

from webapp.audits.addresses import normalised
from webapp.audits.alternates import X_DEFAULT, Alternate, find_alternates
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="hreflang.dup",
    category="languages",
    severity=Severity.MODERATE,
    title="Each language has one address",
    failure_title="Some hreflang links contradict each other",
    why=(
        "Two addresses for one language, or two languages for one address, leave "
        "open which is meant, and all of them may be ignored."
    ),
    how_to_fix=(
        "Keep one link for each code, and use rel=alternate with media in a link of "
        "its own."
    ),
    source="https://developers.google.com/search/docs/specialty/international/localized-versions",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if one code has two addresses, if one address stands for two "
        "languages (x-default aside), or if a hreflang link has a media attribute, "
        "too. Several regions of one language may share an address; fragments and "
        "ways of escaping make no other one. Does not apply to fewer than two links "
        "without media."
    ),
    wrong=(
        '<link rel="alternate" hreflang="de" href="https://example.com/de">\n'
        '<link rel="alternate" hreflang="de" href="https://example.com/at">'
    ),
    right=(
        '<link rel="alternate" hreflang="de" href="https://example.com/de">\n'
        '<link rel="alternate" hreflang="de-AT" href="https://example.com/at">'
    ),
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    links = find_alternates(fetched, page)
    found = [Finding(k.snippet, f"with media “{k.media}”") for k in links if k.media]
    if len(links) < 2 and not found:
        return not_applicable("There are fewer than two hreflang links to compare.")
    found += contradictions([link for link in links if link.url])
    if found:
        return failed("Some of the links contradict each other or are void.", found)
    return passed(f"{len(links)} links go together.")


def contradictions(links: list[Alternate]) -> list[Finding]:
    """What the second of two links says against the first."""
    addresses: dict[str, str] = {}
    languages: dict[str, str] = {}
    found = []
    for link in links:
        code, url = link.code.strip().lower(), normalised(link.url)
        if addresses.setdefault(code, url) != url:
            found.append(Finding(link.snippet, f"“{code}” also has {addresses[code]}"))
        language = code.partition("-")[0]
        if code != X_DEFAULT and languages.setdefault(url, language) != language:
            found.append(Finding(link.snippet, f"{url} is also “{languages[url]}”"))
    return found
