"""perf.weight: the HTML document is not overweight."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="perf.weight",
    category="performance",
    severity=Severity.MODERATE,
    title="The HTML document is of a reasonable size",
    failure_title="The HTML document is very large",
    why=(
        "A phone has to fetch and read the whole document; on a slow line that alone"
        " takes many seconds."
    ),
    how_to_fix=(
        "Move inline data, styles and drawings into files of their own, and divide long"
        " lists into pages."
    ),
    source="https://developer.chrome.com/docs/lighthouse/performance/total-byte-weight",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "It warns if the HTML document has more than 1.6 MB (1,600,000 bytes) after"
        " decompression and fails from more than 5 MB on. Only the document itself is"
        " weighed: images, scripts and styles are not fetched, so a page that passes"
        " may still be heavy."
    ),
    wrong="An HTML document of 7.2 MB",
    right="An HTML document of 90 KB",
)

LARGE, HUGE = 1_600_000, 5_000_000


def run(fetched: FetchedPage) -> AuditResult:
    size = len(fetched.body)
    least = "at least " if fetched.truncated else ""
    sentence = f"The HTML document has {least}{size:,} bytes."
    if size > HUGE:
        return failed(sentence)
    # We stop reading at a limit of our own; what was cut there is large in any case.
    return warned(sentence) if size > LARGE or fetched.truncated else passed(sentence)
