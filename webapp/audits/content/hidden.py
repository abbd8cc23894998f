"""content.hidden: no long text with links is kept out of sight."""

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
from webapp.audits.hidden_texts import is_shown_later, is_unseen, opens
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="content.hidden",
    category="content",
    severity=Severity.MODERATE,
    title="No long text with links is hidden",
    failure_title="A long text with links is hidden",
    why=(
        "Text and links that only engines are to see break Google's spam policies;"
        " menus and tabs that open do not."
    ),
    how_to_fix="Show the text, or take it away.",
    source="https://developers.google.com/search/docs/essentials/spam-policies#hidden-text-and-links",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails for an element of at least 50 words and one link that a style"
        " attribute moves off the screen or gives no size. It warns if it is hidden,"
        " display: none or transparent instead, as a click may show it. Menus, dialogs,"
        " tabs, accordions and consent banners, by their element, role, class or id,"
        " and what is faded in with a movement are left out. Style sheets are not read."
    ),
    wrong='<div style="text-indent: -9999px">… 60 words, 5 links …</div>',
    right="<details><summary>More</summary>… 60 words, 5 links …</details>",
)

WORDS = 50


def run(page: ParsedPage) -> AuditResult:
    if not page.hidden_texts:
        return not_applicable("Nothing on the page is hidden by its own markup.")
    long = [text for text in page.hidden_texts if text.words >= WORDS and text.links]
    odd = [text for text in long if is_unseen(text) and not opens(text)]
    if not odd:
        return passed(f"{count(len(page.hidden_texts), 'hidden text')} looked at.")
    odd.sort(key=is_shown_later)
    found = [
        Finding(text.snippet, f"{text.words} words, {count(text.links, 'link')}")
        for text in odd
    ]
    sentence = f"{count(len(odd), 'hidden text')} with links."
    return (
        warned(sentence, found) if is_shown_later(odd[0]) else failed(sentence, found)
    )
