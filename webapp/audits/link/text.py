"""link.text: no link text that says nothing."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.link_phrases import says_nothing
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Link
from webapp.domain.page_resources import TextLanguage
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
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for each link whose whole visible text is an empty phrase (“click"
        " here”, “more”) in the language of the link; without a lang the language of"
        " the page's text is taken, else the phrases of all languages. Links with"
        " nofollow, hidden ones, those to the page itself and those that lead to no"
        " web page (mailto, tel, javascript) are left out. An aria-label does not help,"
        " as it is not what people see."
    ),
    wrong='For prices of garden soil <a href="/soil">click here</a>.',
    right='See the <a href="/soil">prices of garden soil</a>.',
)

#: Below this a detected language is a guess.
SURE = 0.9


def run(page: ParsedPage) -> AuditResult:
    here = page.url.partition("#")[0]
    judged = [link for link in page.links if is_judged(link, here)]
    if not judged:
        return not_applicable("The page has no links with text.")
    detected = language_of(page.text_language)
    empty = [link for link in judged if says_nothing(link.text, link.lang or detected)]
    if empty:
        found = (Finding(link.snippet, f"“{link.text}”") for link in empty)
        return failed(f"{count(len(empty), 'link')} with an empty phrase.", found)
    return passed(f"{count(len(judged), 'link text')} looked at.")


def is_judged(link: Link, here: str) -> bool:
    is_followed = "nofollow" not in link.rel and not link.is_hidden
    leads_away = link.is_internal is not None and link.url.partition("#")[0] != here
    return bool(link.text) and is_followed and leads_away


def language_of(detected: TextLanguage) -> str:
    return detected.code if detected.confidence >= SURE else ""
