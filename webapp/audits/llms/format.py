"""llms.format: llms.txt has the form that its readers expect."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from webapp.audits.addresses import is_web_address
from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.html_answers import is_html
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="llms.format",
    category="answers",
    severity=Severity.MINOR,
    title="llms.txt has the expected form",
    failure_title="llms.txt lacks what its readers expect",
    why=(
        "Agents take the first heading for the name of the site and follow the links; "
        "a text without them is of little use to them."
    ),
    how_to_fix=(
        "Begin with # and the name of the site, add a sentence on it, and list the "
        "main pages as Markdown links with full URLs."
    ),
    source="https://llmstxt.org/",
    verified=date(2026, 11, 24),
    inputs=("site",),
    rule=(
        "Fails where no line outside of code is a heading of the first level. Warns "
        "for fewer than 50 characters, no Markdown link, or links that are not "
        "absolute. A byte order mark is ignored. Does not apply where there is none."
    ),
    wrong="Welcome to our shop!",
    right="# Example shop\n\n> Seeds for balconies.\n\n- [Soil](https://example.com/soil)",
)

HEADING = re.compile(r" {0,3}#[ \t]+\S")
UNDERLINE = re.compile(r" {0,3}=+[ \t]*")
FENCE = re.compile(r" {0,3}(```|~~~)")
LINK = re.compile(r"\[[^\[\]\n]{0,300}\]\(\s*<?([^\s()<>]{1,2000})")
SHORTEST = 50
MOST_LINKS = 500


def run(site: SiteFacts) -> AuditResult:
    answer = site.llms
    if answer is None or not answer.is_ok or is_html(answer.body):
        return not_applicable("The site has no llms.txt.")
    lines = list(outside_code(answer.body.decode("utf-8-sig", "replace")))
    if not has_title(lines):
        return failed("It has no heading of the first level.", [Finding(answer.url)])
    doubts = list(find_doubts("\n".join(lines)))
    if doubts:
        return warned("It has a heading, and little else that helps.", doubts)
    return passed("It has a heading and links.")


def outside_code(text: str) -> Iterator[str]:
    fence = ""
    for line in text.splitlines():
        mark = FENCE.match(line)
        if mark and (not fence or mark[1] == fence):
            fence = "" if fence else mark[1]
        elif not fence:
            yield line


def has_title(lines: list[str]) -> bool:
    before = ""
    for line in lines:
        is_underlined = before.strip() and UNDERLINE.fullmatch(line)
        if HEADING.match(line) or is_underlined:
            return True
        before = line
    return False


def find_doubts(text: str) -> Iterator[Finding]:
    length = len(text.strip())
    if length < SHORTEST:
        yield Finding(text.strip(), f"{length} characters only")
    links = [match[1] for match in islice(LINK.finditer(text), MOST_LINKS)]
    if not links:
        yield Finding("[name](https://…)", "no Markdown link")
    yield from (Finding(u, "not absolute") for u in links if not is_web_address(u))
