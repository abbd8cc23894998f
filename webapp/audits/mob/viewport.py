"""mob.viewport: a meta viewport with width or initial-scale."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.audits.viewport_content import number, settings, viewports
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
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "It fails if there is no meta viewport that sets width or initial-scale. It"
        " warns if the width is a fixed number of 500 pixels or more, with which"
        " phones show a shrunk page all the same."
    ),
    wrong='<meta name="viewport" content="user-scalable=no">',
    right='<meta name="viewport" content="width=device-width, initial-scale=1">',
)

#: No phone held upright is as wide, in CSS pixels.
WIDE = 500


def run(page: ParsedPage) -> AuditResult:
    metas, given = viewports(page), settings(page)
    if not metas:
        return failed("There is no meta viewport.")
    found = [Finding(meta.snippet) for meta in metas]
    if not given.get("width") and not given.get("initial-scale"):
        return failed("The viewport sets neither width nor initial-scale.", found)
    width = number(given.get("width", ""))
    if width is not None and width >= WIDE:
        return warned(f"The width is fixed at {width:.0f} pixels.", found)
    return passed(f"It is “{metas[0].content[:200]}”.")
