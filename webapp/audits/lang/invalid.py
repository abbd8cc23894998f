"""lang.invalid: lang is a BCP 47 tag with a known language."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.languages import is_known_primary, preferred_tag
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="lang.invalid",
    category="languages",
    severity=Severity.MODERATE,
    title="The page's language is a known one",
    failure_title="The page's language is not a known one",
    why="An unknown tag is as good as none.",
    how_to_fix="Use a tag such as en, de or pt-BR.",
    source="https://dequeuniversity.com/rules/axe/4.10/html-lang-valid",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the part of lang before the first hyphen is no language of the "
        "IANA registry, as in english or en_US. Warns if the language is known and "
        "the rest is not, as in en-UK, or if it has a shorter code (en for eng). "
        "Does not apply where lang is missing or blank."
    ),
    wrong='<html lang="english">',
    right='<html lang="en-GB">',
)


def run(page: ParsedPage) -> AuditResult:
    lang = (page.lang or "").strip()
    if not lang:
        return not_applicable("The page names no language.")
    found = [Finding(f'<html lang="{lang}">')]
    if not is_known_primary(lang):
        return failed(f"“{lang[:40]}” names no known language.", found)
    better = preferred_tag(lang)
    if better is None:
        return warned(f"“{lang[:40]}” goes on with a part that is not known.", found)
    if better:
        return warned(f"“{lang[:40]}” should be written as “{better}”.", found)
    return passed(f"“{lang}” is a known language.")
