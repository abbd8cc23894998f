"""url.form: the address is in lower case, with hyphens, and has few parameters."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="url.form",
    category="indexing",
    severity=Severity.MINOR,
    title="The address has a plain form",
    failure_title="The address has an awkward form",
    why=(
        "Addresses that differ in case or slashes are different pages for engines, "
        "and people retype and share plain ones without mistakes."
    ),
    how_to_fix=(
        "Write paths in lower case with hyphens between words, escape other "
        "letters, and redirect the old form."
    ),
    source="https://developers.google.com/search/docs/crawling-indexing/url-structure",
    verified=date(2026, 11, 24),
    inputs=("page",),
    rule=(
        "Fails if the path has a capital letter, an underscore, a space or two "
        "slashes in a row, if there are more than three parameters, or if path or "
        "query hold a letter outside of ASCII that is not escaped. Escapes such as "
        "%C3 are no capital letters."
    ),
    wrong="https://example.com/Garden//my_tomatoes?a=1&b=2&c=3&d=4",
    right="https://example.com/garden/my-tomatoes",
)


MOST_PARAMETERS = 3
ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")


def run(page: ParsedPage) -> AuditResult:
    parts = urlsplit(page.url)
    found = path_faults(parts.path)
    parameters = sum(1 for pair in parts.query.split("&") if pair)
    if parameters > MOST_PARAMETERS:
        found.append(f"{parameters} parameters")
    if not (parts.path + parts.query).isascii():
        found.append("a letter that is not escaped")
    if found:
        faults = (Finding(page.url, fault) for fault in found)
        return failed(f"The address has {', '.join(found)}.", faults)
    return passed("The address is in lower case and has few parameters.")


def path_faults(path: str) -> list[str]:
    plain = ESCAPE.sub("", path)
    faults = {
        "a capital letter": plain != plain.lower(),
        "an underscore": "_" in plain,
        "a space": " " in plain or "%20" in path,
        "two slashes in a row": "//" in plain,
    }
    return [fault for fault, is_there in faults.items() if is_there]
