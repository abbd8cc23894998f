"""ans.structure: an article has paragraphs, and a list or a table."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.page_kinds import is_article
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="ans.structure",
    category="answers",
    severity=Severity.INFO,
    title="The article has paragraphs and a list or table",
    failure_title="The article has no list or table, or hardly any paragraphs",
    why=(
        "Steps, comparisons and figures are quoted more easily from lists and tables "
        "than from running text."
    ),
    how_to_fix=(
        "Put steps and options into ul or ol, comparisons into a table, and divide the "
        "text by p."
    ),
    source="https://developers.google.com/style/lists",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "Fails if the main content of an article has fewer than 3 paragraphs, or "
        "neither a list of at least 2 items nor a table of at least 2 rows. Does not "
        "apply to pages that are no articles."
    ),
    wrong="<article>First do this.<br>Then do that.<br>…</article>",
    right="<article>\n<p>…</p>\n<ol><li>Do this<li>Do that</ol>\n…</article>",
)

PARAGRAPHS, ITEMS, ROWS = 3, 2, 2


def run(page: ParsedPage) -> AuditResult:
    if not is_article(page):
        return not_applicable("The page is not an article.")
    kinds = [block.kind for block in page.blocks if block.in_main]
    paragraphs = kinds.count("p")
    has_list = page.list_items >= ITEMS
    has_table = any(table.in_main and table.rows >= ROWS for table in page.tables)
    lacks = []
    if paragraphs < PARAGRAPHS:
        lacks.append(Finding("<p>", f"{count(paragraphs, 'paragraph')}, 3 are wanted"))
    if not (has_list or has_table):
        lacks.append(Finding("<ul>, <ol>, <table>", "none in the main content"))
    told = count(paragraphs, "paragraph")
    if lacks:
        also = "a list or table" if has_list or has_table else "no list or table"
        return failed(f"The article has {told} and {also}.", lacks)
    return passed(f"The article has {told} and a list or table.")
