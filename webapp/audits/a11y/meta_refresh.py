"""a11y.meta-refresh: the page does not reload or leave while it is read."""

from __future__ import annotations

import re
from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="a11y.meta-refresh",
    category="accessibility",
    severity=Severity.MODERATE,
    title="The page stays while it is read",
    failure_title="The page reloads or leaves while it is read",
    why=(
        "Who reads slowly or listens to the page loses the place when it changes of its"
        " own accord."
    ),
    how_to_fix=(
        "Redirect in the server (301), or leave it to visitors when to load the page"
        " anew."
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/bc659a/",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails if the first valid meta refresh waits for more than 0 seconds and at"
        " most 20 hours (72,000 seconds). A redirect without delay passes. Without a"
        " valid meta refresh it does not apply."
    ),
    wrong='<meta http-equiv="refresh" content="30; url=/news">',
    right='<meta http-equiv="refresh" content="0; url=/news">',
)

TWENTY_HOURS = 72_000
#: Whole seconds, a fraction that is ignored, and then an end or an address.
#: https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh
CONTENT = re.compile(r"(?=[\d.])(\d{0,9})[\d.]*(?:$|[\s;,])")


def run(page: ParsedPage) -> AuditResult:
    for meta in page.metas:
        match = CONTENT.match(meta.content) if meta.http_equiv == "refresh" else None
        if match is None:
            continue
        seconds = int(match[1] or 0)
        if 0 < seconds <= TWENTY_HOURS:
            return failed(f"It does so after {seconds} s.", [Finding(meta.snippet)])
        return passed(f"The delay is {seconds} s.")
    return not_applicable("There is no meta refresh.")
