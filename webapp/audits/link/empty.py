"""link.empty: every link has a name."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.markup import attributes, is_aria_hidden
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Link
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.empty",
    category="links",
    severity=Severity.MODERATE,
    title="Every link has a name",
    failure_title="Some links have no name",
    why=(
        "A link without text, image text or label is announced as nothing and "
        "tells an engine nothing."
    ),
    how_to_fix=(
        "Put text into the link, or an alt text on its image, or an aria-label."
    ),
    source="https://www.w3.org/WAI/standards-guidelines/act/rules/c487ae/",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for each link with href that has neither text nor an image with alt"
        " nor aria-label, aria-labelledby or title. Links that their own markup hides"
        " (hidden, display: none, aria-hidden) are left out; without a link it does not"
        " apply."
    ),
    wrong='<a href="/cart"><svg class="icon-cart"></svg></a>',
    right='<a href="/cart" aria-label="Shopping cart"><svg></svg></a>',
)


def run(page: ParsedPage) -> AuditResult:
    shown = [
        link for link in page.links if link.href is not None and not is_unseen(link)
    ]
    if not shown:
        return not_applicable("The page has no links.")
    empty = [link for link in shown if not link.label and not is_named_elsewhere(link)]
    if empty:
        found = (Finding(link.snippet, link.url) for link in empty)
        return failed(f"{count(len(empty), 'link')} without a name.", found)
    return passed(f"{count(len(shown), 'link')} looked at, and each has a name.")


def is_unseen(link: Link) -> bool:
    return link.is_hidden or is_aria_hidden(link.snippet)


def is_named_elsewhere(link: Link) -> bool:
    """An ``area`` has an alt of its own; a reference by id is taken for a name."""
    given = attributes(link.snippet)
    is_area = link.snippet.startswith("<area") and bool(given.get("alt", "").strip())
    return is_area or bool(given.get("aria-labelledby", "").strip())
