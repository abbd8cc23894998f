"""robots.syntax: every line of robots.txt can be understood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.addresses import split
from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.html_answers import is_html
from webapp.audits.robots_lines import RULES, RobotsLine, read_lines
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="robots.syntax",
    category="indexing",
    severity=Severity.MODERATE,
    title="Every line of robots.txt can be understood",
    failure_title="robots.txt has lines that crawlers ignore",
    why=(
        "Crawlers skip a line that they do not understand, without a word, and so "
        "visit what it was to keep them from."
    ),
    how_to_fix="Correct the lines named here, or turn remarks into comments with #.",
    source="https://developers.google.com/search/docs/crawling-indexing/robots/robots_txt",
    verified=date(2026, 11, 24),
    inputs=("site",),
    rule=(
        "Fails for a line without a colon, an unknown directive, a user-agent without "
        "a name, a rule before the first user-agent, a path that begins with neither / "
        "nor *, a $ before the end of a path, and a sitemap that is no absolute "
        "http, https or ftp URL. Does not apply where there is no robots.txt, or an "
        "HTML page in its place."
    ),
    wrong="Disallow: /a\nUser-agent: *\nDisalow: /b\nDisallow: private/",
    right="User-agent: *\nDisallow: /a\nDisallow: /private/",
)

#: Those of Google, of other engines, and of the proposals for AI crawlers.
DIRECTIVES = RULES | {
    *("user-agent", "sitemap", "crawl-delay", "clean-param", "host", "request-rate"),
    *("visit-time", "noindex", "content-signal", "content-usage", "license"),
}
SCHEMES = frozenset({"http", "https", "ftp"})


def run(site: SiteFacts) -> AuditResult:
    robots = site.robots
    if not robots.body.strip() or is_html(robots.body):
        return not_applicable("The site has no robots.txt.")
    found = list(find_faults(robots.body))
    if found:
        return failed(f"{count(len(found), 'line')} cannot be understood.", found)
    return passed("No line has a fault.")


def find_faults(body: str) -> Iterator[Finding]:
    is_in_group = False
    for line in read_lines(body):
        is_in_group = is_in_group or line.name == "user-agent"
        fault = fault_of(line)
        if not fault and line.name in RULES and not is_in_group:
            fault = "it stands before the first user-agent"
        if fault:
            yield Finding(f"line {line.number}: {line.text}", fault)


def fault_of(line: RobotsLine) -> str:
    if not line.name:
        return "it has no colon"
    if line.name not in DIRECTIVES:
        return "no crawler knows this directive"
    if line.name == "user-agent":
        return "" if line.value else "it names no crawler"
    if line.name in RULES:
        return fault_of_path(line.value)
    return fault_of_address(line.value) if line.name == "sitemap" else ""


def fault_of_path(path: str) -> str:
    if path and path[0] not in "/*":
        return "its path begins with neither / nor *"
    return "a $ counts at the end only" if "$" in path[:-1] else ""


def fault_of_address(address: str) -> str:
    parts = split(address)
    is_absolute = parts is not None and parts.scheme in SCHEMES and parts.hostname
    return "" if is_absolute else "a sitemap needs an absolute URL"
