"""sd.json: every JSON-LD block is JSON."""

from __future__ import annotations

import re
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
    source="https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents",
    verified=date(2026, 11, 24),
    rule=(
        "Fails if a script of type application/ld+json is no JSON; an HTML comment or "
        "CDATA around it is taken off first. Warns if an object has a key twice. Does "
        "not apply to a page without such a script."
    ),
    wrong=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Article",}\n'
        "</script>"
    ),
    right=(
        '<script type="application/ld+json">\n'
        '{"@context": "https://schema.org", "@type": "Article"}\n'
        "</script>"
    ),
)

#: What a comment or CDATA comes after is no part of the JSON whose lines are counted.
WRAPPED = re.compile(r"(\s*)(?:<!--|/{0,2}<!\[CDATA\[)")


def run(page: ParsedPage) -> AuditResult:
    blocks = page.json_ld
    if not blocks:
        return not_applicable("The page has no JSON-LD.")
    broken = [block for block in blocks if block.error]
    if broken:
        found = (Finding(around(block), where(block)) for block in broken)
        total = count(len(blocks), "block")
        return failed(f"{len(broken)} of {total} cannot be read.", found)
    doubled = [block for block in blocks if block.duplicate_keys]
    if doubled:
        found = (Finding(", ".join(block.duplicate_keys)) for block in doubled)
        return warned("A key stands twice in one object; the last one counts.", found)
    return passed(f"{count(len(blocks), 'block')} can be read.")


def where(block: JsonLd) -> str:
    """The line is one of the page: that is what an editor shows."""
    if not block.error_line:
        return block.error
    wrapped = WRAPPED.match(block.raw)
    skipped = wrapped[1].count("\n") if wrapped else 0
    line = max(block.line, 1) + block.error_line - 1 + skipped
    return f"{block.error} (line {line} of the page, column {block.error_column})"


def around(block: JsonLd) -> str:
    """The block's own line with the error, else its start."""
    wrapped = WRAPPED.match(block.raw)
    lines = block.raw[wrapped.end(1) if wrapped else 0 :].splitlines()
    index = block.error_line - 1
    text = lines[index].strip() if 0 <= index < len(lines) else ""
    return text or block.raw.strip()
