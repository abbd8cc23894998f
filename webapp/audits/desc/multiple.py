"""desc.multiple: at most one meta description."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="desc.multiple",
    category="head",
    severity=Severity.MINOR,
    title="There is one description",
    failure_title="There are several descriptions",
    why=(
        "With several descriptions nobody can tell which one a result will show; "
        "often a plugin and the theme both write one."
    ),
    how_to_fix="Find out what writes the second description, and switch it off.",
    source="https://developers.google.com/search/docs/appearance/snippet",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the page has more than one meta element with the name "
        "description, in head or body, empty ones included. Does not apply where "
        "there is none."
    ),
    wrong=(
        '<meta name="description" content="Tomatoes on a balcony.">\n'
        '<meta name="description" content="Just another site.">'
    ),
    right='<meta name="description" content="Tomatoes on a balcony.">',
)


def run(page: ParsedPage) -> AuditResult:
    metas = page.metas_named("description")
    if not metas:
        return not_applicable("The page has no meta description to count.")
    if len(metas) > 1:
        found = (Finding(meta.snippet, meta.content) for meta in metas)
        return failed(f"There are {len(metas)} meta descriptions.", found)
    return passed("There is one meta description.")
