"""perf.ttfb: the server begins to answer within 800 ms."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_measured, passed, warned
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="perf.ttfb",
    category="performance",
    severity=Severity.MINOR,
    title="The server answers quickly",
    failure_title="The server takes long to answer",
    why="Nothing can be shown before the first byte, and slow answers slow crawlers.",
    how_to_fix=(
        "Keep finished pages in a cache, near to the visitors, and find out what the"
        " server waits for."
    ),
    source="https://web.dev/articles/ttfb",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "It warns if the first byte took more than 800 ms and fails from more than"
        " 1,800 ms on, the bounds of the Chrome UX Report. The time is that of one"
        " fetch of ours, with the look-up of the host and all redirects: it depends on"
        " where we stand and is indicative only."
    ),
    wrong="First byte after 2,400 ms",
    right="First byte after 180 ms",
)

GOOD, POOR = 800, 1800


def run(fetched: FetchedPage) -> AuditResult:
    took = fetched.ttfb_ms
    if not took:
        return not_measured("The time to the first byte was not taken.")
    sentence = f"The first byte came after {took:,} ms in our one fetch."
    if took > POOR:
        return failed(sentence)
    return warned(sentence) if took > GOOD else passed(sentence)
