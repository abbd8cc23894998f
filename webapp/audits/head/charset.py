"""head.charset: a character set in header, byte order mark or the first 1024 bytes."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="head.charset",
    category="head",
    severity=Severity.MODERATE,
    title="The character set is declared",
    failure_title="The character set is not declared in time",
    why="Browsers and crawlers that have to guess may show broken letters.",
    how_to_fix=(
        'Begin the head with <meta charset="utf-8">, or send charset=utf-8 in '
        "the Content-Type header."
    ),
    source="https://html.spec.whatwg.org/multipage/semantics.html#charset",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


def run(page: ParsedPage) -> AuditResult:
    charset = page.charset
    if charset.has_bom or charset.header or charset.meta:
        return passed(f"The page was read as {charset.used} ({charset.source}).")
    if charset.late_meta:
        return failed("The declaration stands after the first 1024 bytes.")
    return failed(f"Nothing declares it; the page was read as {charset.used}.")
