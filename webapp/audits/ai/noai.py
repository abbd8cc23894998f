"""ai.noai: whether the page says noai or noimageai."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, passed, warned
from webapp.audits.robots_directives import robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="ai.noai",
    category="answers",
    severity=Severity.INFO,
    title="The page does not object to AI by noai",
    failure_title="The page objects to AI by noai",
    why=(
        "noai and noimageai come from DeviantArt and are in no standard; the large "
        "operators do not say that they follow them, and look at robots.txt instead."
    ),
    how_to_fix=(
        "If you want to keep your content out of training, name the crawlers in "
        "robots.txt as well; if not, remove the word."
    ),
    source="https://www.deviantart.com/team/journal/UPDATE-All-Deviations-Are-Opted-Out-of-AI-Datasets-934500371",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Warns where a robots meta element or an X-Robots-Tag header has noai or "
        "noimageai. Never scored."
    ),
    wrong='<meta name="robots" content="noai, noimageai">',
    right="User-agent: GPTBot\nDisallow: /gallery/",
)

WORDS = frozenset({"noai", "noimageai"})


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    found = [
        Finding(directive.source, f"{directive.name} for {directive.whom}")
        for directive in robots_directives(fetched, page)
        if directive.name in WORDS
    ]
    if found:
        return warned("The page asks not to be used for AI.", found)
    return passed("It has neither noai nor noimageai.")
