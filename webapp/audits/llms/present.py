"""llms.present: /llms.txt is a text, or is not there."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    failed,
    not_applicable,
    not_measured,
    passed,
    warned,
)
from webapp.audits.html_answers import is_html
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.site_facts import Answer, SiteFacts

META = AuditMeta(
    id="llms.present",
    category="answers",
    severity=Severity.INFO,
    title="The address of llms.txt answers as it should",
    failure_title="Something else than a text answers for llms.txt",
    why=(
        "Some agents read llms.txt as a guide to a site. Google does not use it, so a "
        "missing one costs nothing; an HTML page in its place misleads those that do."
    ),
    how_to_fix=(
        "Serve a Markdown text at /llms.txt, or status 404 where you have none."
    ),
    source="https://llmstxt.org/",
    verified=date(2026, 11, 24),
    inputs=("site",),
    rule=(
        "Fails where /llms.txt answers 2xx with an HTML page, also after a redirect, "
        "and warns for 5xx or no proper answer. Does not apply for 4xx. Never scored."
    ),
    wrong="GET /llms.txt\n\nHTTP/1.1 200 OK\n\n<!doctype html>",
    right="GET /llms.txt\n\nHTTP/1.1 200 OK\n\n# Example shop",
)

OURS = frozenset({"not_asked", "blocked_by_robots"})


def run(site: SiteFacts) -> AuditResult:
    answer = site.llms
    if answer is None or answer.problem in OURS:
        return not_measured(answer.note if answer else "It was not asked for.")
    if answer.status is None:
        found = [Finding(answer.url, answer.problem)]
        return warned(f"There was no proper answer: {answer.note}", found)
    return judge(answer, answer.status)


def judge(answer: Answer, status: int) -> AuditResult:
    if status >= 500:
        found = [Finding(answer.url, f"status {status}")]
        return warned(f"The server answered {status}.", found)
    if not answer.is_ok:
        return not_applicable(f"The site has no llms.txt (status {status}).")
    if is_html(answer.body):
        found = [Finding(answer.final_url, f"status {status}, an HTML page")]
        return failed("An HTML page masquerades as llms.txt.", found)
    return passed(f"There is one, {len(answer.body):,} bytes long.")
