"""mob.zoom: visitors can enlarge the page."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.viewport_content import number, settings, viewports
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="mob.zoom",
    category="mobile",
    severity=Severity.MODERATE,
    title="Visitors can enlarge the page",
    failure_title="Visitors cannot enlarge the page enough",
    why="Whoever sees little has to enlarge a text to read it.",
    how_to_fix="Take user-scalable and maximum-scale out of the meta viewport.",
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/b4f0c3/",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails if the meta viewport has user-scalable=no (or a number between -1"
        " and 1), or a maximum-scale below 2, which leaves less than the 200 % of WCAG"
        " 1.4.4. It warns for a maximum-scale below 5. Of several settings the last"
        " counts, a negative maximum-scale is void; without a meta viewport it does not"
        " apply."
    ),
    wrong='<meta name="viewport" content="width=device-width, user-scalable=no">',
    right='<meta name="viewport" content="width=device-width, initial-scale=1">',
)

LEAST, ADVISED = 2, 5


def run(page: ParsedPage) -> AuditResult:
    metas = viewports(page)
    if not metas:
        return not_applicable("There is no meta viewport.")
    given = settings(page)
    found = [Finding(meta.snippet) for meta in metas]
    if forbids_zoom(given.get("user-scalable", "")):
        return failed("user-scalable forbids it.", found)
    scale = largest_scale(given.get("maximum-scale", ""))
    if scale is not None and scale < LEAST:
        return failed(f"The page can be enlarged to {scale:.0%} at most.", found)
    if scale is not None and scale < ADVISED:
        return warned(f"The page can be enlarged to {scale:.0%} at most.", found)
    return passed("Nothing forbids it.")


def forbids_zoom(value: str) -> bool:
    size = number(value)
    return value == "no" or (size is not None and -1 < size < 1)


def largest_scale(value: str) -> float | None:
    """None where nothing limits it; ``yes`` is read as 1."""
    size = 1.0 if value == "yes" else number(value)
    return None if size is None or size < 0 else size
