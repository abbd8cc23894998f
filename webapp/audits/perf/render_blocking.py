"""perf.render-blocking: no script file in the head holds the page up."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.script_types import is_blocking, is_code
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="perf.render-blocking",
    category="performance",
    severity=Severity.MINOR,
    title="No script in the head holds the page up",
    failure_title="Scripts in the head hold the page up",
    why=(
        "Before such a script has been fetched and has run the browser shows nothing of"
        " what comes after it."
    ),
    how_to_fix="Add defer to the script, or async where it depends on nothing.",
    source="https://developer.chrome.com/docs/performance/insights/render-blocking",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for each script file in the head without async, defer or"
        " type=module. Data such as JSON-LD, nomodule scripts and inline scripts do not"
        " count; style sheets are not judged. It does not apply to pages without a"
        " script file in the head."
    ),
    wrong='<head><script src="/menu.js"></script></head>',
    right='<head><script src="/menu.js" defer></script></head>',
)


def run(page: ParsedPage) -> AuditResult:
    files = [s for s in page.scripts if s.in_head and s.src and is_code(s)]
    if not files:
        return not_applicable("The head has no script file.")
    blocking = [script for script in files if is_blocking(script)]
    if blocking:
        found = (Finding(script.snippet) for script in blocking)
        return failed(f"{len(blocking)} of {count(len(files), 'script file')}.", found)
    return passed(f"{count(len(files), 'script file')} looked at.")
