"""title.script: the title is in the script of the main content."""

from __future__ import annotations

from datetime import date

from webapp.audits.alphabets import count_scripts
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="title.script",
    category="head",
    severity=Severity.MINOR,
    title="The title is in the script of the text",
    failure_title="The title is in another script than the text",
    why=(
        "Google shows another title if the written one is not in the language or "
        "script of the page."
    ),
    how_to_fix="Write the title in the language of the text.",
    source="https://developers.google.com/search/docs/appearance/title-link",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the title has at least ten letters, nine of ten in one script, "
        "such as Latin or Cyrillic, and none in the script of the main text, which "
        "most of at least 200 letters are in. Languages that share a script are not "
        "told apart. Does not apply to shorter titles and texts."
    ),
    wrong=(
        "<title>Growing tomatoes at home</title>\n"
        "<main><p>Помидоры любят солнце …</p></main>"
    ),
    right=(
        "<title>Как вырастить помидоры дома</title>\n"
        "<main><p>Помидоры любят солнце …</p></main>"
    ),
)


FEWEST_IN_TITLE, FEWEST_IN_TEXT = 10, 200
TITLE_SHARE, TEXT_SHARE = 0.9, 0.5


def run(page: ParsedPage) -> AuditResult:
    title, text = count_scripts(page.title), count_scripts(page.main_text)
    if title.total() < FEWEST_IN_TITLE or text.total() < FEWEST_IN_TEXT:
        return not_applicable("Title or text is too short to tell the script.")
    ((in_title, signs),) = title.most_common(1)
    ((in_text, letters),) = text.most_common(1)
    if letters <= TEXT_SHARE * text.total():
        return not_applicable("The text has no script that most of it is in.")
    if not title[in_text] and signs >= TITLE_SHARE * title.total():
        found = [Finding(page.title, f"{in_title}, the text is in {in_text}")]
        return failed(f"The title is in {in_title}, the text in {in_text}.", found)
    return passed(f"Title and text share a script, {in_text}.")
