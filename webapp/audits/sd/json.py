"""sd.json: every JSON-LD block is JSON."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import JsonLd
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.json",
    category="data",
    severity=Severity.SERIOUS,
    title="The JSON-LD can be read",
    failure_title="Some JSON-LD cannot be read",
    why=(
        "A block with a syntax error counts for nothing: no rich result, no "
        "facts for assistants."
    ),
    how_to_fix=(
        "Mend the JSON at the named place; commas and quotes are the usual culprits."
    ),
    source="https://developers.google.com/search/docs/appearance/structured-data/sd-policies",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


def run(page: ParsedPage) -> AuditResult:
    blocks = page.json_ld
    if not blocks:
        return not_applicable("The page has no JSON-LD.")
    broken = [block for block in blocks if block.error]
    if broken:
        found = (Finding(block.raw.strip(), where(block)) for block in broken)
        return failed(f"{len(broken)} of {count(len(blocks), 'block')}.", found)
    doubled = [block for block in blocks if block.duplicate_keys]
    if doubled:
        found = (Finding(", ".join(block.duplicate_keys)) for block in doubled)
        return warned("A key stands twice in one object; the last one counts.", found)
    return passed(f"{count(len(blocks), 'block')} can be read.")


def where(block: JsonLd) -> str:
    place = f"line {block.error_line}, column {block.error_column} of the block"
    return f"{block.error} ({place})" if block.error_line else block.error
