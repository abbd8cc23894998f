"""head.doctype: a doctype that gives standards mode."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.doctypes import mode_of
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="head.doctype",
    category="head",
    severity=Severity.MODERATE,
    title="The page is shown in standards mode",
    failure_title="The page is shown in quirks mode",
    why=(
        "Without the right doctype browsers fall back to the layout rules of the "
        "nineties."
    ),
    how_to_fix="Make <!doctype html> the first line of the page.",
    source="https://html.spec.whatwg.org/multipage/parsing.html#the-initial-insertion-mode",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the page has no doctype, or one that by the HTML standard's table "
        "of names, public and system identifiers puts browsers into quirks or "
        "limited quirks mode."
    ),
    wrong='<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">',
    right="<!doctype html>",
)


def run(page: ParsedPage) -> AuditResult:
    if page.doctype is None:
        return failed("There is no doctype, which means quirks mode.")
    mode = mode_of(page.doctype)
    if mode == "no quirks":
        return passed("The doctype gives standards mode.")
    found = [Finding(f"<!doctype {page.doctype}>", f"{mode} mode")]
    return failed(f"The doctype puts browsers into {mode} mode.", found)
