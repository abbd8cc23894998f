"""sd.visible: what structured data says of the page's subject stands on the page."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.structured_claims import Claim, ShownText, claims
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sd.visible",
    category="data",
    severity=Severity.MODERATE,
    title="Structured data says what the page shows",
    failure_title="Structured data says what the page does not show",
    why=(
        "Google's guidelines ask that all of it be visible; what is not may "
        "cost the page its rich results."
    ),
    how_to_fix=(
        "Show the named content on the page, or take it out of the structured data."
    ),
    source="https://developers.google.com/search/docs/appearance/structured-data/sd-policies#content",
    verified=date(2026, 11, 24),
    rule=(
        "Fails if the headline of an article, the name of a product, recipe, event or "
        "job, the price of a product, or a question or answer of a FAQ is not in the "
        "visible text. Case, spaces, punctuation and the way of writing numbers do not "
        "count, and four fifths of the words are enough. Does not apply to pages with "
        "fewer than 50 visible words, which scripts may fill later."
    ),
    wrong='<meta itemprop="name" content="Blue shoe">\n<h1>Red boot</h1>',
    right='<h1 itemprop="name">Blue shoe</h1>',
)

FEWEST_WORDS = 50


def run(page: ParsedPage) -> AuditResult:
    made = claims(page.items)
    if not made:
        return not_applicable("No item names something that should be visible.")
    shown = ShownText(page.visible_text)
    if len(shown.words) < FEWEST_WORDS:
        return not_applicable("The page shows hardly any text without scripts.")
    absent = [claim for claim in made if not shown.has(claim)]
    if absent:
        total = count(len(made), "statement")
        found = map(finding, absent)
        return failed(f"{len(absent)} of {total} not found in the visible text.", found)
    return passed(f"{count(len(made), 'statement')} found in the visible text.")


def finding(claim: Claim) -> Finding:
    return Finding(claim.text, f"{claim.path} ({claim.place})")
