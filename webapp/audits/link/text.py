"""link.text: no link text that says nothing."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.link_phrases import says_nothing
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Link
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.text",
    category="links",
    severity=Severity.MODERATE,
    title="Link texts say where they lead",
    failure_title="Some link texts say nothing",
    why=(
        "People who scan a page and engines that follow links judge the target "
        "by the link's text."
    ),
    how_to_fix=(
        "Name the target in the link: “prices of garden soil” instead of “click here”."
    ),
    source="https://developer.chrome.com/docs/lighthouse/seo/link-text",
    verified=date(2026, 11, 23),
    inputs=("page",),
)


def run(page: ParsedPage) -> AuditResult:
    judged = [link for link in page.links if is_judged(link, page.url)]
    if not judged:
        return not_applicable("The page has no links with text.")
    empty = [link for link in judged if says_nothing(link.text, link.lang)]
    if empty:
        found = (Finding(link.snippet, f"“{link.text}”") for link in empty)
        return failed(f"{count(len(empty), 'link')} with an empty phrase.", found)
    return passed(f"{count(len(judged), 'link text')} looked at.")


def is_judged(link: Link, page_url: str) -> bool:
    is_same_page = link.url.partition("#")[0] == page_url and "#" in link.url
    is_followed = "nofollow" not in link.rel and not link.is_hidden
    return (
        bool(link.text)
        and link.is_internal is not None
        and is_followed
        and not is_same_page
    )
