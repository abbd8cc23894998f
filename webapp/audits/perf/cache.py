"""perf.cache: the document says how long it may be kept."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="perf.cache",
    category="performance",
    severity=Severity.INFO,
    title="The document says how it may be cached",
    failure_title="The document does not say well how it may be cached",
    why=(
        "Without a word of the server each browser and proxy guesses; with no-store"
        " going back in the browser loads everything anew."
    ),
    how_to_fix=(
        "Send Cache-Control: no-cache with an ETag for pages that change, and a max-age"
        " for those that do not."
    ),
    source="https://www.rfc-editor.org/rfc/rfc9111",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "It looks at the answer that carried the document and at nothing else: how long"
        " images, scripts and styles may be kept does not show there. It fails if"
        " Cache-Control and Expires are missing, and warns for no-store, which keeps"
        " the page out of the back/forward cache of some browsers. It is a remark and"
        " costs no points."
    ),
    wrong="Content-Type: text/html",
    right='Content-Type: text/html\nCache-Control: no-cache\nETag: "5f3a"',
)


def run(fetched: FetchedPage) -> AuditResult:
    sent = [value for value in fetched.header_all("Cache-Control") if value.strip()]
    directives = {one.strip().lower() for value in sent for one in value.split(",")}
    if "no-store" in directives:
        found = [Finding(f"Cache-Control: {value}") for value in sent]
        return warned("It may not be kept at all.", found)
    if sent:
        return passed(f"Cache-Control is {', '.join(sent)[:200]}.")
    if (expires := fetched.header("Expires")) is not None:
        return passed(f"Expires is {expires[:100]}.")
    return failed("Neither Cache-Control nor Expires is sent with it.")
