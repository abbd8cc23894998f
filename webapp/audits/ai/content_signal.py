"""ai.content-signal: Content-Signal lines are right and agree with the rules."""

from __future__ import annotations

from datetime import date
from itertools import islice

from webapp.audits.ai_crawlers import blocked_from
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.content_signals import CRAWLERS, allowed, is_faulty
from webapp.audits.robots_lines import read_lines
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="ai.content-signal",
    category="answers",
    severity=Severity.MODERATE,
    title="The content signals of robots.txt are in order",
    failure_title="The content signals of robots.txt are faulty",
    why=(
        "Content signals say what a text may be used for once it was read; one that "
        "is misspelt, or allows what a rule forbids, says nothing."
    ),
    how_to_fix=(
        "Write search, ai-input and ai-train with yes or no, divided by commas, and "
        "allow the crawlers of what you say yes to."
    ),
    source="https://contentsignals.org/",
    verified=date(2026, 11, 24),
    inputs=("fetched", "site"),
    rule=(
        "Fails for a Content-Signal line with another name than search, ai-input and "
        "ai-train, another value than yes and no, or one signal twice. Warns where a "
        "signal says yes and robots.txt keeps every known crawler for that use from "
        "the page. Does not apply without such a line."
    ),
    wrong="Content-Signal: search, ai_train=maybe",
    right="User-agent: *\nContent-Signal: search=yes, ai-train=no\nAllow: /",
)

#: Each is held against every rule for its crawlers.
MOST_LINES = 20


def run(fetched: FetchedPage, site: SiteFacts) -> AuditResult:
    robots = site.robots
    named = (line for line in read_lines(robots.body) if line.name == "content-signal")
    lines = list(islice(named, MOST_LINES))
    if not lines:
        return not_applicable("robots.txt has no content signals.")
    faults = [
        Finding(f"line {line.number}: {line.text}", "a fault in its signals")
        for line in lines
        if is_faulty(line)
    ]
    if faults:
        return failed("A content signal cannot be understood.", faults)
    against = [
        Finding(line.text, f"{name}=yes, and every crawler for it is kept away")
        for line in lines
        for name in allowed(line)
        if len(blocked_from(robots, fetched.final_url, CRAWLERS[name]))
        == len(CRAWLERS[name])
    ]
    if against:
        return warned("A content signal contradicts the rules.", against)
    return passed("They can be understood, and no rule contradicts them.")
