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
    why=("Browsers and crawlers that have to guess may show broken letters."),
    how_to_fix=(
        'Begin the head with <meta charset="utf-8">, or send charset=utf-8 in the '
        "Content-Type header."
    ),
    source="https://html.spec.whatwg.org/multipage/semantics.html#charset",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Passes if a byte order mark, the charset of the Content-Type header, or a "
        "meta element within the first 1024 bytes names a character set that "
        "browsers know. Fails otherwise, also where the name is not a known one."
    ),
    wrong="<head><title>Café</title></head>",
    right='<head><meta charset="utf-8"><title>Café</title></head>',
)


IN_TIME = frozenset({"bom", "header", "meta"})


def run(page: ParsedPage) -> AuditResult:
    charset = page.charset
    if charset.source in IN_TIME:
        return passed(f"The page was read as {charset.used} ({charset.source}).")
    unknown = charset.header or charset.meta
    if unknown:
        return failed(f"“{unknown}” is no character set that browsers know.")
    if charset.late_meta:
        return failed("The declaration stands after the first 1024 bytes.")
    return failed(f"Nothing declares it; the page was read as {charset.used}.")
