"""perf.compression: the document is sent compressed."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="perf.compression",
    category="performance",
    severity=Severity.MODERATE,
    title="The document is sent compressed",
    failure_title="The document is sent uncompressed",
    why="Text shrinks to about a fifth, and the page comes so much sooner.",
    how_to_fix="Switch on gzip, Brotli or Zstandard for text in the server or the CDN.",
    source="https://developer.chrome.com/docs/performance/insights/document-latency",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "It fails if the document has more than 1,024 bytes and its Content-Encoding"
        " names none of gzip, br, zstd and deflate, although our request offered gzip."
        " Smaller documents and answers that are no text are left out. Files beside the"
        " document are not looked at."
    ),
    wrong="Content-Type: text/html; charset=utf-8",
    right="Content-Type: text/html; charset=utf-8\nContent-Encoding: gzip",
)

SMALL = 1024
CODINGS = frozenset({"gzip", "x-gzip", "br", "zstd", "deflate"})
TEXT_TYPES = frozenset({"application/xhtml+xml", "application/xml", "application/json"})


def run(fetched: FetchedPage) -> AuditResult:
    kind = fetched.content_type
    if kind and not (kind.startswith("text/") or kind in TEXT_TYPES):
        return not_applicable("The answer is no text.")
    size = len(fetched.body)
    if size <= SMALL:
        return not_applicable(f"The document has only {size:,} bytes.")
    sent = ",".join(fetched.header_all("Content-Encoding")).lower()
    used = {one.strip() for one in sent.split(",")} & CODINGS
    if used:
        return passed(f"It came with {', '.join(sorted(used))}{saving(fetched)}.")
    found = [Finding(f"Content-Encoding: {sent}")] if sent else []
    return failed(f"{size:,} bytes came without compression.", found)


def saving(fetched: FetchedPage) -> str:
    if not 0 < fetched.wire_bytes < len(fetched.body):
        return ""
    return f": {fetched.wire_bytes:,} bytes for {len(fetched.body):,}"
