"""sec.version-leak: no header tells the version of the software."""

from __future__ import annotations

import re
from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage

META = AuditMeta(
    id="sec.version-leak",
    category="security",
    severity=Severity.INFO,
    title="No header tells the version of the software",
    failure_title="A header tells the version of the software",
    why="Whoever looks for servers with a known hole finds them by their version.",
    how_to_fix=(
        "Leave the version out (server_tokens off in nginx, ServerTokens Prod in"
        " Apache, expose_php = Off in PHP)."
    ),
    source="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.4",
    verified=date(2026, 11, 24),
    inputs=("fetched",),
    rule=(
        "It fails if Server has a version of two numbers or more (1.18), or if"
        " X-Powered-By, X-Generator, X-AspNet-Version or X-AspNetMvc-Version has a"
        " number. The name of the software alone is none."
    ),
    wrong="Server: nginx/1.18.0",
    right="Server: nginx",
)

#: Names of cache nodes (``ECS (nyb/1D2F)``) hold numbers that are no version.
VERSION = re.compile(r"(?<![\w.])v?\d+\.\d+")
NUMBER = re.compile(r"\d")
HEADERS = {
    "Server": VERSION,
    "X-Powered-By": NUMBER,
    "X-Generator": NUMBER,
    "X-AspNet-Version": NUMBER,
    "X-AspNetMvc-Version": NUMBER,
}


def run(fetched: FetchedPage) -> AuditResult:
    found = [
        Finding(f"{name}: {value}")
        for name, pattern in HEADERS.items()
        for value in fetched.header_all(name)
        if pattern.search(value[:500])
    ]
    if found:
        names = dict.fromkeys(line.snippet.partition(":")[0] for line in found)
        return failed(f"Found in {', '.join(names)}.", found)
    return passed("No version in Server, X-Powered-By and the like.")
