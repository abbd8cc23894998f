"""index.bot-scope: no search engine is shut out while others are let in."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, not_applicable, passed, warned
from webapp.audits.robots_directives import keeps_out, robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="index.bot-scope",
    category="indexing",
    severity=Severity.MODERATE,
    title="All search engines are treated alike",
    failure_title="Some crawlers are shut out",
    why=(
        "Other engines and assistants build on Bing, DuckDuckGo and the Internet "
        "Archive; a rule for one crawler is often a leftover."
    ),
    how_to_fix=(
        "Check in robots.txt, in the meta elements and in X-Robots-Tag whether "
        "the crawlers that are named here are shut out on purpose."
    ),
    source="https://developer.chrome.com/docs/lighthouse/seo/is-crawlable/",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page", "site"),
    rule=(
        "Looks at crawlers in general, Googlebot, bingbot, DuckDuckBot and "
        "archive.org_bot. One is shut out if robots.txt forbids it this URL, or "
        "if noindex, none or a date in the past is set for it or for every "
        "crawler. Warns if some of the five are shut out. Does not apply where all "
        "are, since other checks fail for that."
    ),
    wrong="X-Robots-Tag: bingbot: noindex",
    right="X-Robots-Tag: max-image-preview:large",
)


#: The name in groups of a robots.txt, and in a sentence.
BOTS = {
    "*": "crawlers in general",
    "Googlebot": "Googlebot",
    "bingbot": "bingbot",
    "DuckDuckBot": "DuckDuckBot",
    "archive.org_bot": "archive.org_bot",
}


def run(fetched: FetchedPage, page: ParsedPage, site: SiteFacts) -> AuditResult:
    blocking = [d for d in robots_directives(fetched, page) if keeps_out(d)]
    found: dict[str, list[Finding]] = {bot: [] for bot in BOTS}
    for bot, findings in found.items():
        if not site.robots.allows_bot(page.url, bot):
            findings.append(Finding(site.robots.url, f"forbids it to {BOTS[bot]}"))
        own = ("", bot.lower())
        findings += (Finding(d.source, BOTS[bot]) for d in blocking if d.agent in own)
    blocked = [bot for bot, findings in found.items() if findings]
    # One finding for each crawler, so that none is lost in the cut.
    evidence = [found[bot][0] for bot in blocked]
    if len(blocked) == len(BOTS):
        # index.noindex, index.robots-blocked or index.unavailable-after says so.
        return not_applicable("All crawlers are shut out alike.")
    if blocked:
        names = ", ".join(BOTS[bot] for bot in blocked)
        return warned(f"Shut out, while others are not: {names}.", evidence)
    return passed("None of the five crawlers is shut out.")
