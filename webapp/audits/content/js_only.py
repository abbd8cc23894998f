"""content.js-only: the content is in the HTML and not made by scripts alone."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed, warned
from webapp.audits.page_kinds import purpose_without_text
from webapp.audits.script_types import is_code
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_resources import AppRoot
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.words import count_words

META = AuditMeta(
    id="content.js-only",
    category="content",
    severity=Severity.SERIOUS,
    title="The content is there without scripts",
    failure_title="The content is made by scripts alone",
    why=(
        "The crawlers of language models run no scripts and see an empty page; Google"
        " runs them later, and not always."
    ),
    how_to_fix=(
        "Let the server send the finished HTML (server-side rendering, or pages built"
        " beforehand)."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/javascript/javascript-seo-basics",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "It fails if the HTML as it was sent has fewer than 100 words and no heading,"
        " or if the container of a framework (root, app, __next, __nuxt) has fewer than"
        " 50 characters while the page has fewer than 200 words. It warns if a page"
        " with a heading has fewer than 50 words, unless it is a contact, legal, login"
        " or gallery page. It does not apply to pages without scripts."
    ),
    wrong='<body><div id="root"></div><script src="/app.js"></script></body>',
    right='<body><div id="root"><h1>Soil</h1><p>Tomatoes like …</p></div></body>',
)

BARE, WITHOUT_HEADING, WITH_ROOT = 50, 100, 200
ROOT_CHARACTERS = 50


def run(page: ParsedPage) -> AuditResult:
    if not any(is_code(script) for script in page.scripts):
        return not_applicable("The page has no scripts.")
    words = count_words(page.visible_text)
    sentence = f"The HTML has {count(words, 'word')}"
    root = empty_root(page)
    if root is not None and words < WITH_ROOT:
        found = [Finding(f'id="{root.id}"', f"{root.characters} characters of text")]
        return failed(f"{sentence}, and its container is empty.", found)
    if words < WITHOUT_HEADING and not page.headings:
        return failed(f"{sentence} and no heading.")
    if words < BARE and not purpose_without_text(page):
        return warned(f"{sentence}, which scripts may add to.")
    return passed(f"{sentence} before any script has run.")


def empty_root(page: ParsedPage) -> AppRoot | None:
    small = (root for root in page.app_roots if root.characters < ROOT_CHARACTERS)
    return next(small, None)
