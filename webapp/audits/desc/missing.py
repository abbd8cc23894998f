"""desc.missing: a meta description with text in the head."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="desc.missing",
    category="head",
    severity=Severity.MODERATE,
    title="The page has a description",
    failure_title="The page has no description",
    why=(
        "Search engines often show the description below the title, and assistants "
        "use it as a summary."
    ),
    how_to_fix=(
        'Add <meta name="description" content="…"> with one or two sentences about '
        "this page."
    ),
    source="https://developers.google.com/search/docs/appearance/snippet",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "Fails if the head has no meta description, or none with a text; a "
        "description in the body does not count."
    ),
    wrong='<meta name="description" content="">',
    right=(
        '<meta name="description" content="Sorts, pots and feeding: how tomatoes '
        'thrive on a small balcony.">'
    ),
)


def run(page: ParsedPage) -> AuditResult:
    metas = page.metas_named("description")
    in_head = [meta for meta in metas if meta.in_head]
    if any(meta.content for meta in in_head):
        return passed(f"It is “{page.description}”.")
    if in_head:
        found = (Finding(meta.snippet, "says nothing") for meta in in_head)
        return failed("The meta description is empty.", found)
    if metas:
        found = (Finding(meta.snippet, "in the body") for meta in metas)
        return failed("The meta description stands outside the head.", found)
    return failed("There is no meta description.")
