"""twitter.card: a kind of card that X knows."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="twitter.card",
    category="social",
    severity=Severity.INFO,
    title="X knows which card to show",
    failure_title="X does not know which card to show",
    why="X reads the kind of card here; without it a shared link may stay bare.",
    how_to_fix='Add <meta name="twitter:card" content="summary_large_image">.',
    source="https://developer.x.com/en/docs/x-for-websites/cards/overview/markup",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "It fails if twitter:card is none of summary, summary_large_image, app and"
        " player. It warns if it is missing and og:type, og:title and og:description,"
        " from which X makes a summary card, are not all there either."
    ),
    wrong='<meta name="twitter:card" content="photo">',
    right='<meta name="twitter:card" content="summary_large_image">',
)

KINDS = ("summary", "summary_large_image", "app", "player")
FALLBACK = ("og:type", "og:title", "og:description")


def run(page: ParsedPage) -> AuditResult:
    metas = [
        meta
        for meta in page.metas
        if "twitter:card" in (meta.name, meta.property) and meta.content
    ]
    if metas:
        kind = metas[0].content.lower()
        if kind in KINDS:
            return passed(f"It is {kind}.")
        return failed("There is no such kind of card.", [Finding(metas[0].snippet)])
    if all(page.open_graph.get(name) for name in FALLBACK):
        return passed("It is missing, and X makes a summary card from Open Graph.")
    return warned("It is missing, and Open Graph does not stand in for it.")
