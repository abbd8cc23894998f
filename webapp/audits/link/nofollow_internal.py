"""link.nofollow-internal: no nofollow on links within the site."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Link
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.nofollow-internal",
    category="links",
    severity=Severity.MINOR,
    title="Links within the site may be followed",
    failure_title="Links within the site say nofollow",
    why=(
        "nofollow says that one does not vouch for the target; between pages of one"
        " site that only hides them from crawlers."
    ),
    how_to_fix=(
        "Take nofollow away, and keep crawlers out of what they should not fetch by"
        " robots.txt."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/qualify-outbound-links",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for each link to another page of the same host, with or without www,"
        " whose rel has nofollow. Links to the page itself (also with another query, as"
        " for answers to a comment) and those marked ugc are left out; without a link"
        " to another page of the site it does not apply."
    ),
    wrong='<a href="/soil" rel="nofollow">Soil</a>',
    right='<a href="/soil">Soil</a>',
)


def run(page: ParsedPage) -> AuditResult:
    here = path_of(page.url)
    own = [link for link in page.links if link.is_internal and leads_away(link, here)]
    if not own:
        return not_applicable("The page has no links within the site.")
    bad = [link for link in own if "nofollow" in link.rel]
    if bad:
        found = (Finding(link.snippet) for link in bad)
        return failed(f"{len(bad)} of {count(len(own), 'link')}.", found)
    return passed(f"{count(len(own), 'link')} within the site looked at.")


def leads_away(link: Link, here: str) -> bool:
    return path_of(link.url) != here and "ugc" not in link.rel


def path_of(url: str) -> str:
    return url.partition("#")[0].partition("?")[0]
