"""ai.token-weight: what the page costs a language model to read."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="ai.token-weight",
    category="answers",
    severity=Severity.INFO,
    title="The page is light for language models",
    failure_title="The page is heavy for language models",
    why=(
        "An agent that reads the HTML itself pays for each token and stops at a limit; "
        "markup and scripts use up what the text should have. Google search does not "
        "look at this."
    ),
    how_to_fix=(
        "Move inline scripts, styles, drawings and data out of the HTML, and send the "
        "content before them."
    ),
    source="https://help.openai.com/en/articles/4936856-what-are-tokens-and-how-to-count-them",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "A token is taken for 4 bytes. Fails if the HTML has more than 100,000 tokens, "
        "warns if its visible text is less than 15 % of its bytes. Does not apply to "
        "pages of less than 10,000 bytes."
    ),
    wrong="<script>window.__STATE__ = { … 600 KB … }</script>\n<p>Hello</p>",
    right='<script src="/state.js" defer></script>\n<p>Hello …</p>',
)

BYTES_PER_TOKEN = 4
MOST_TOKENS = 100_000
LEAST_PERCENT = 15
LEAST_BYTES = 10_000


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    size = len(fetched.body)
    if size < LEAST_BYTES:
        return not_applicable(f"The page has only {size:,} bytes.")
    text = len(page.visible_text.encode())
    share = min(100, 100 * text // size)
    tokens = size // BYTES_PER_TOKEN
    more = "more than " if fetched.truncated else ""
    told = f"The HTML has {more}about {tokens:,} tokens; {share} % of it is text."
    found = [Finding(f"{size:,} bytes of HTML", f"{text:,} bytes of visible text")]
    if tokens > MOST_TOKENS:
        return failed(told, found)
    if share < LEAST_PERCENT and not page.is_cut:
        return warned(told, found)
    return passed(told)
