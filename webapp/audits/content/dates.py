"""content.dates: an article has a date, and its dates agree."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from webapp.audits.audit import (
    AuditMeta,
    failed,
    not_applicable,
    passed,
    warned,
)
from webapp.audits.page_dates import PageDates, page_dates, today
from webapp.audits.page_kinds import calls_itself_article
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="content.dates",
    category="content",
    severity=Severity.MODERATE,
    title="The article is dated, and its dates agree",
    failure_title="The article has no date, or its dates do not agree",
    why=(
        "Search shows the date of an article and leaves it out if the page contradicts"
        " itself."
    ),
    how_to_fix=(
        "Show the date of publication and of the last change, and write the same ones"
        " into datePublished and dateModified."
    ),
    source="https://developers.google.com/search/docs/appearance/publication-dates",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "It applies to pages that call themselves articles, by a type of their JSON-LD,"
        " og:type or article:published_time. It fails if dateModified is before"
        " datePublished, or if either is more than a day in the future. It warns if"
        " the date that the page shows is more than a day away from both, or if there"
        " is no date at all. Days are compared without their time."
    ),
    wrong='"datePublished": "2026-05-02", "dateModified": "2026-04-30"',
    right='"datePublished": "2026-04-30", "dateModified": "2026-05-02"',
)

DAY = timedelta(days=1)


def run(page: ParsedPage) -> AuditResult:
    if not calls_itself_article(page):
        return not_applicable("The page does not call itself an article.")
    dates = page_dates(page)
    if dates.newest is None:
        return warned("The article has no date that can be read.")
    if problems := [*order_problems(dates), *future_problems(dates)]:
        return failed(f"{problems[0].note}.", problems)
    if doubts := list(drift(dates)):
        return warned("The page shows another date than it declares.", doubts)
    return passed(f"The newest date is {dates.newest}.")


def order_problems(dates: PageDates) -> Iterator[Finding]:
    published, modified = dates.declared_published, dates.declared_modified
    # Days of two time zones may differ by one.
    if published and modified and modified < published - DAY:
        snippet = f"datePublished {published}, dateModified {modified}"
        yield Finding(snippet, "It was changed before it was published")


def future_problems(dates: PageDates) -> Iterator[Finding]:
    latest = today() + DAY
    for day in dict.fromkeys(dates.declared):
        if day > latest:
            yield Finding(str(day), "A date lies in the future")


def drift(dates: PageDates) -> Iterator[Finding]:
    """A page may show one of its two dates, so each shown one has to fit either."""
    if not dates.declared or not dates.shown:
        return
    if not any(abs(one - two) <= DAY for one in dates.shown for two in dates.declared):
        declared = " and ".join(map(str, dates.declared))
        snippet = f"shown {dates.shown[0]}, declared {declared}"
        yield Finding(snippet, "more than a day apart")
