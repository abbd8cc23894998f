"""lang.invalid: lang is a BCP 47 tag with a known language."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.audits.languages import is_known_language
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
    verified=date(2026, 11, 23),
    inputs=("page",),
)


def run(page: ParsedPage) -> AuditResult:
    lang = (page.lang or "").strip()
    if not lang:
        return not_applicable("The page names no language.")
    if is_known_language(lang):
        return passed(f"“{lang}” is a known language.")
    return failed("The tag is not known.", [Finding(f'<html lang="{lang}">')])
