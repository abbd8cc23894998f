"""content.freshness: how old the newest date of the page is; a remark."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    count,
    failed,
    not_applicable,
    passed,
    warned,
)
from webapp.audits.page_dates import page_dates, today
from webapp.domain.audit_result import AuditResult, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="content.freshness",
    category="content",
    severity=Severity.INFO,
    title="The page was changed within half a year",
    failure_title="The page was not changed for half a year",
    why=(
        "Answer engines like to quote what is recent; where nothing has changed an old"
        " page is as good as a new one."
    ),
    how_to_fix="Look the page through, correct it, and date it anew only then.",
    source="https://developers.google.com/search/docs/appearance/publication-dates",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It tells the age of the newest date that the page shows or declares in its"
        " JSON-LD: less than 90 days, less than 180, less than 365, or older. From 180"
        " days on it warns, from 365 on it fails; it costs no points. Without a date"
        " that has been it does not apply."
    ),
    wrong='"dateModified": "2023-02-11"',
    right='"dateModified": "2026-11-02"',
)

FRESH, RECENT, YEAR = 90, 180, 365


def run(page: ParsedPage) -> AuditResult:
    newest = page_dates(page).newest
    age = (today() - newest).days if newest else -1
    if age < 0:
        return not_applicable("The page has no date that has been.")
    sentence = f"The newest date, {newest}, was {count(age, 'day')} ago"
    if age >= YEAR:
        return failed(f"{sentence}, a year or more.")
    if age >= RECENT:
        return warned(f"{sentence}, less than a year.")
    bound = FRESH if age < FRESH else RECENT
    return passed(f"{sentence}, less than {bound} days.")
