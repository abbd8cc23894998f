"""og.required: og:title, og:type, og:image and og:url."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
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
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "It fails if og:title, og:type, og:image or og:url is missing or empty, the"
        " four that the protocol requires; og:image:url and og:image:secure_url stand"
        " for og:image. It warns if only og:description is missing. A name attribute"
        " in place of property is accepted, as most readers do."
    ),
    wrong='<meta property="og:title" content="Soil for tomatoes">',
    right=(
        '<meta property="og:title" content="Soil for tomatoes">\n'
        '<meta property="og:type" content="article">\n'
        '<meta property="og:url" content="https://example.com/soil">\n'
        '<meta property="og:image" content="https://example.com/soil.jpg">\n'
        '<meta property="og:description" content="Which soil they like.">'
    ),
)

REQUIRED = ("og:title", "og:type", "og:image", "og:url")
#: https://ogp.me/#structured
SAME = {"og:image": ("og:image:url", "og:image:secure_url")}


def run(page: ParsedPage) -> AuditResult:
    given = page.open_graph
    missing = [
        name
        for name in REQUIRED
        if not any(given.get(key) for key in (name, *SAME.get(name, ())))
    ]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        return failed(f"{', '.join(missing)} {verb} missing.", map(lacking, missing))
    if not given.get("og:description"):
        return warned("og:description is missing.", [lacking("og:description")])
    return passed("All four properties and the description are there.")


def lacking(name: str) -> Finding:
    return Finding(f'<meta property="{name}" content="…">', "missing")
