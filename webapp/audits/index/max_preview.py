"""index.max-preview: images may be shown with the page and indexed."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.robots_directives import GOOGLE, robots_directives
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="index.max-preview",
    category="indexing",
    severity=Severity.MINOR,
    title="Search engines may show the page's images",
    failure_title="The page forbids previews of its images",
    why=(
        "Results with a picture are seen first, and Discover hardly shows a page "
        "without one."
    ),
    how_to_fix=(
        "Remove noimageindex, and write max-image-preview:large for big previews."
    ),
    source="https://developers.google.com/search/docs/appearance/google-discover",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "Fails if max-image-preview:none or noimageindex is set for every crawler,"
        " Googlebot or Googlebot-Image in a meta element or an X-Robots-Tag header."
    ),
    wrong='<meta name="robots" content="max-image-preview:none">',
    right='<meta name="robots" content="max-image-preview:large">',
)


FORBIDDING = frozenset({"max-image-preview:none", "noimageindex"})


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    found = [
        Finding(directive.source, f"{directive.name} for {directive.whom}")
        for directive in robots_directives(fetched, page)
        if directive.name in FORBIDDING
        and directive.agent in GOOGLE | {"googlebot-image"}
    ]
    if found:
        return failed("Results may show no picture of this page.", found)
    return passed("Pictures may be shown.")
