"""head.base: at most one base, with a usable address."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="head.base",
    category="head",
    severity=Severity.MODERATE,
    title="The base address is clear",
    failure_title="The base address is doubled or broken",
    why=(
        "A base element changes every relative link of the page; of several only "
        "the first counts, and a broken one leaves people and crawlers with other "
        "addresses than you meant."
    ),
    how_to_fix="Keep one base element with a full https address, or none.",
    source="https://html.spec.whatwg.org/multipage/semantics.html#the-base-element",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the page has more than one base element with href, or one whose "
        "href is no http or https address. Does not apply where there is none."
    ),
    wrong=('<base href="https://example.com/">\n<base href="https://example.com/en/">'),
    right='<base href="https://example.com/">',
)


def run(page: ParsedPage) -> AuditResult:
    if not page.bases:
        return not_applicable("The page has no base element with an address.")
    found = [Finding(b.snippet, b.url or "no usable address") for b in page.bases]
    if len(page.bases) > 1:
        return failed(f"There are {len(page.bases)} base elements.", found)
    if not page.bases[0].url:
        return failed("The base element has no usable address.", found)
    return passed(f"Relative links start from {page.bases[0].url}.")
