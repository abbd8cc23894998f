"""h.order: no heading more than one level below the one before."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="h.order",
    category="content",
    severity=Severity.MINOR,
    title="The headings step down one level at a time",
    failure_title="The headings skip a level",
    why=(
        "Readers of screen readers and machines that cut a page into passages "
        "follow the outline."
    ),
    how_to_fix=("Use the next level below for a subsection, and CSS for the size."),
    source="https://dequeuniversity.com/rules/axe/4.10/heading-order",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if a heading is more than one level below the heading before it, "
        "such as an h4 after an h2. The first heading may have any level, and steps "
        "upwards may be of any size. Headings that their own markup hides are left "
        "out. Does not apply to fewer than two headings."
    ),
    wrong=("<h2>Pots</h2>\n<h4>Clay</h4>"),
    right=("<h2>Pots</h2>\n<h3>Clay</h3>"),
)


def run(page: ParsedPage) -> AuditResult:
    shown = [heading for heading in page.headings if not heading.is_hidden]
    if len(shown) < 2:
        return not_applicable("There are fewer than two headings.")
    found = [
        Finding(after.snippet, f"“{after.text}” follows an h{before.level}")
        for before, after in pairwise(shown)
        if after.level > before.level + 1
    ]
    if found:
        return failed(f"A level is skipped {count(len(found), 'time')}.", found)
    return passed(f"{len(shown)} headings are in order.")
