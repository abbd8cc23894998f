"""content.mojibake: no characters were broken by a wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="content.mojibake",
    category="content",
    severity=Severity.MODERATE,
    title="All characters are whole",
    failure_title="Some characters are broken",
    why=(
        "Broken characters make words that nobody searches for, and a page that nobody"
        " trusts."
    ),
    how_to_fix=(
        "Save and send the text as UTF-8, and repair what was stored after being read"
        " in the wrong encoding."
    ),
    source="https://www.w3.org/International/questions/qa-what-is-encoding",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "It fails if the visible text, the title or the meta description has the"
        " replacement character (�), or UTF-8 that was read as Windows-1252: “Ã©”"
        " beside a small letter, “â€™”, “Â©”. Capital letters such as in “MANHÃ” are"
        " none; preformatted text is left out."
    ),
    wrong="<p>The cafÃ© hasnâ€™t opened</p>",
    right="<p>The café hasn’t opened</p>",
)

#: The characters that Windows-1252 has for the second byte of a UTF-8 pair.
SECOND = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a"
    "\u20ac\u2122"
)
SMALL = "a-z\u00df-\u00f6\u00f8-\u00ff"
PAIR = f"[\u00c3\u00c5\u00c4][{SECOND}]"
BROKEN = re.compile(
    "\ufffd|\u00ef\u00bb\u00bf|\u00ef\u00bf\u00bd|\u00e2\u20ac"
    "|\u00c2[\u00a9\u00ae\u00b0\u00b1\u00a3\u00a7\u00b7\u00bf\u00a1\u00b2\u00b3\u00bd]"
    f"|(?<=[{SMALL}]){PAIR}|{PAIR}(?=[{SMALL}])"
)
#: One of these stands in whatever is broken; looking for them first is much faster.
SIGN = re.compile("[\ufffd\u00ef\u00e2\u00c2\u00c3\u00c4\u00c5]")
AROUND = 30


def run(page: ParsedPage) -> AuditResult:
    found = [
        Finding(excerpt(text, match), place)
        for place, text in texts(page)
        if (match := broken(text))
    ]
    if found:
        return failed(f"Found in {count(len(found), 'text')}.", found)
    return passed("Title, description and visible text looked at.")


def broken(text: str) -> re.Match[str] | None:
    if text.isascii() or not SIGN.search(text):
        return None
    return BROKEN.search(text)


def texts(page: ParsedPage) -> Iterator[tuple[str, str]]:
    yield "title", page.title
    yield "meta description", page.description
    for number, block in enumerate(page.blocks, start=1):
        if block.kind != "pre":
            # A page that was cut may end within a character.
            is_end = page.is_cut and number == len(page.blocks)
            text = block.text.rstrip("\ufffd") if is_end else block.text
            yield f"<{block.kind}>" if block.kind else "", text


def excerpt(text: str, match: re.Match[str]) -> str:
    return text[max(0, match.start() - AROUND) : match.end() + AROUND]
