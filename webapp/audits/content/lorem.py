"""content.lorem: no placeholder text was left on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="content.lorem",
    category="content",
    severity=Severity.MODERATE,
    title="No placeholder text was left",
    failure_title="Placeholder text was left on the page",
    why="Lorem ipsum shows visitors and engines that the page was never finished.",
    how_to_fix="Write the real text, or take the block away.",
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails if a visible block of text, the title or the meta description begins"
        " with “lorem ipsum” or has “lorem ipsum dolor” or “dolor sit amet” anywhere."
        " The two words in the middle of a sentence pass, as pages may write about"
        " them; preformatted text is left out."
    ),
    wrong="<p>Lorem ipsum dolor sit amet, consectetur adipiscing elit.</p>",
    right="<p>Tomatoes like loose soil.</p>",
)

PLACEHOLDER = re.compile(
    r"\s*lorem\s+ipsum\b|.*?\b(?:lorem\s+ipsum\s+dolor|dolor\s+sit\s+amet)\b",
    re.I | re.DOTALL,
)
#: Every block of a placeholder has one of these, which is found faster.
SIGNS = ("lorem", "dolor")


def run(page: ParsedPage) -> AuditResult:
    found = [
        Finding(text[:200], place)
        for place, text in texts(page)
        if is_placeholder(text)
    ]
    if found:
        return failed(f"Found in {count(len(found), 'text')}.", found)
    return passed("Title, description and visible text looked at.")


def texts(page: ParsedPage) -> Iterator[tuple[str, str]]:
    yield "title", page.title
    yield "meta description", page.description
    for block in page.blocks:
        if block.kind != "pre":
            yield f"<{block.kind}>" if block.kind else "", block.text


def is_placeholder(text: str) -> bool:
    lower = text.lower()
    return any(sign in lower for sign in SIGNS) and bool(PLACEHOLDER.match(text))
