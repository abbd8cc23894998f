"""ai.md-alt: the page is offered as Markdown as well."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.audits.link_header import header_links
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="ai.md-alt",
    category="answers",
    severity=Severity.INFO,
    title="The page is offered as Markdown",
    failure_title="The page is not offered as Markdown",
    why=(
        "Agents read Markdown at a tenth of the tokens of HTML. Few ask for it so far "
        "and search engines do not, so nothing is lost without."
    ),
    how_to_fix=(
        "Where your system can write Markdown, link to it with rel=alternate and "
        "type=text/markdown."
    ),
    source="https://www.rfc-editor.org/rfc/rfc7763",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    finds_absence=True,
    rule=(
        "Passes if a link element of the head or a Link header has rel=alternate, the "
        "type text/markdown and an address. It is never scored. Whether the server "
        "answers with Markdown when asked for it is not tried."
    ),
    wrong='<link rel="alternate" href="/page.md">',
    right='<link rel="alternate" type="text/markdown" href="/page.md">',
)

TYPES = frozenset({"text/markdown", "text/x-markdown"})


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    offered = [
        link.url
        for link in page.link_elements
        if link.in_head and "alternate" in link.rel and is_markdown(link.type)
    ]
    offered += [
        link.url
        for link in header_links(fetched)
        if "alternate" in link.rel and is_markdown(link.type)
    ]
    found = [url for url in offered if url]
    if found:
        return passed(f"It is offered at {found[0]}")
    bare = [Finding("text/markdown", "the link has no valid address")] * bool(offered)
    return failed("No alternate form of the type text/markdown is linked.", bare)


def is_markdown(media_type: str | None) -> bool:
    return (media_type or "").partition(";")[0].strip().lower() in TYPES
