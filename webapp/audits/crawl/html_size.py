"""crawl.html-size: the HTML is small enough to be read to its end."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="crawl.html-size",
    category="indexing",
    severity=Severity.SERIOUS,
    title="The HTML is of moderate size",
    failure_title="The HTML is very large",
    why=(
        "Googlebot reads the first 2 MB of a page; text, links and structured data "
        "after that do not exist for it."
    ),
    how_to_fix=(
        "Move inline images, styles, scripts and data into files of their own, and "
        "divide very long lists into pages."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/googlebot",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "The size of the HTML after decompression, without what it loads. More than "
        "2,000,000 bytes fail, more than 1,000,000 warn."
    ),
    wrong='<img src="data:image/png;base64,… 3 MB …">',
    right='<img src="/photo.png">',
)

LARGE, TOO_LARGE = 1_000_000, 2_000_000


def run(fetched: FetchedPage) -> AuditResult:
    size = len(fetched.body)
    shown = f"{size / 1_000_000:.2f} MB"
    if size > TOO_LARGE or fetched.truncated:
        least = "at least " if fetched.truncated else ""
        found = [Finding(fetched.final_url, f"{least}{size:,} bytes")]
        return failed(f"The HTML has {least}{shown}; 2 MB are read.", found)
    if size > LARGE:
        found = [Finding(fetched.final_url, f"{size:,} bytes")]
        return warned(f"The HTML has {shown}, half of what is read.", found)
    return passed(f"The HTML has {size:,} bytes.")
