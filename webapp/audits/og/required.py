"""og.required: og:title, og:type, og:image and og:url."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="og.required",
    category="social",
    severity=Severity.MINOR,
    title="Shared links show title and picture",
    failure_title="Shared links lack title or picture",
    why=(
        "Social networks and messengers build the card of a shared link from "
        "these four."
    ),
    how_to_fix="Add the missing og: properties to the head.",
    source="https://ogp.me/#metadata",
    verified=date(2026, 11, 23),
    inputs=("page",),
    finds_absence=True,
)


REQUIRED = ("og:title", "og:type", "og:image", "og:url")


def run(page: ParsedPage) -> AuditResult:
    missing = [name for name in REQUIRED if not page.open_graph.get(name)]
    if not missing:
        return passed("All four properties are there.")
    found = (
        Finding(f'<meta property="{name}" content="…">', "missing") for name in missing
    )
    return failed(
        f"{', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing.", found
    )
