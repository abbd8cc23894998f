"""head.doctype: a doctype that gives no quirks mode."""

from __future__ import annotations

import re
from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="head.doctype",
    category="head",
    severity=Severity.MODERATE,
    title="The page is shown in standards mode",
    failure_title="The page is shown in quirks mode",
    why=(
        "Without the right doctype browsers fall back to the layout rules of the"
        " nineties."
    ),
    how_to_fix="Make <!doctype html> the first line of the page.",
    source="https://html.spec.whatwg.org/multipage/syntax.html#the-doctype",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


#: Public identifiers after which browsers keep (limited) quirks mode.
QUIRKY = re.compile(
    r"-//(W3C//DTD (HTML [34]|XHTML 1\.0 (Transitional|Frameset))|IETF//|W3O//)", re.I
)


def run(page: ParsedPage) -> AuditResult:
    if page.doctype is None:
        return failed("There is no doctype.")
    name = page.doctype.split(maxsplit=1)[0].lower() if page.doctype else ""
    is_strict = "strict" in page.doctype.lower()
    if name != "html" or (QUIRKY.search(page.doctype) and not is_strict):
        return failed("The doctype is an old one.", [Finding(page.doctype)])
    return passed("The doctype is a modern one.")
