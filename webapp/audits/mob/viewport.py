"""mob.viewport: a meta viewport with width or initial-scale."""

from __future__ import annotations

import re
from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="mob.viewport",
    category="mobile",
    severity=Severity.SERIOUS,
    title="The page adapts to phones",
    failure_title="The page is not made for phones",
    why=(
        "Without a viewport phones show the desktop page, shrunk; search engines"
        " look at the phone's view."
    ),
    how_to_fix=(
        'Add <meta name="viewport" content="width=device-width, initial-'
        'scale=1"> to the head.'
    ),
    source="https://developer.chrome.com/docs/lighthouse/best-practices/viewport",
    verified=date(2026, 11, 23),
    inputs=("page",),
    finds_absence=True,
)


WIDTH = re.compile(r"(^|[,;\s])(width|initial-scale)\s*=", re.IGNORECASE)


def run(page: ParsedPage) -> AuditResult:
    found = page.metas_named("viewport")
    if any(WIDTH.search(meta.content) for meta in found):
        return passed(f"It is “{found[0].content}”.")
    if found:
        sentence = "The viewport sets neither width nor initial-scale."
        return failed(sentence, (Finding(meta.snippet) for meta in found))
    return failed("There is no meta viewport.")
