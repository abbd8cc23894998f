"""sec.mixed: an https page loads nothing over http."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.audit import (
    AuditMeta,
    count,
    failed,
    not_applicable,
    passed,
    warned,
)
from webapp.audits.csp import all_policies, upgrades_requests
from webapp.audits.insecure_addresses import has_insecure_candidate, is_insecure
from webapp.audits.script_types import is_code
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sec.mixed",
    category="security",
    severity=Severity.SERIOUS,
    title="Everything that the page loads comes over HTTPS",
    failure_title="The page loads something over plain http",
    why=(
        "Browsers block scripts, styles and frames that a secure page loads over http,"
        " so that parts of it are missing or do not work."
    ),
    how_to_fix="Write https:// in the addresses of everything that the page loads.",
    source="https://www.w3.org/TR/mixed-content/",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "On an https page it fails for an http address of a script, style sheet, frame,"
        " object or srcset, which browsers block. It warns for an http address of an"
        " image, video or audio, which they try over https instead. It passes if a"
        " Content-Security-Policy has upgrade-insecure-requests; this computer"
        " (localhost) and addresses inside of style sheets and scripts are left out."
    ),
    wrong='<script src="http://cdn.example/shop.js"></script>',
    right='<script src="https://cdn.example/shop.js"></script>',
)

ACTIVE = ("style", "frame", "object")


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    if not fetched.final_url.lower().startswith("https:"):
        return not_applicable("The page itself came over http.")
    blocked, tried = list(active(page)), list(passive(page))
    if not blocked and not tried:
        return passed("No address of what it loads begins with http.")
    if upgrades_requests(all_policies(fetched, page)):
        return passed("Its security policy turns its http addresses into https.")
    if blocked:
        blocked += tried
        return failed(
            f"{count(len(blocked), 'address', 'addresses')} with http.", blocked
        )
    return warned(f"{count(len(tried), 'media file')} with http.", tried)


def active(page: ParsedPage) -> Iterator[Finding]:
    for script in page.scripts:
        if is_code(script) and is_insecure(script.url):
            yield Finding(script.snippet, "a script, blocked")
    for resource in page.resources:
        if resource.kind in ACTIVE and is_insecure(resource.url):
            yield Finding(resource.snippet, f"a {resource.kind}, blocked")
    for image in page.images:
        if has_insecure_candidate(image.srcset):
            yield Finding(image.snippet, "an address in srcset, blocked")


def passive(page: ParsedPage) -> Iterator[Finding]:
    for image in page.images:
        if is_insecure(image.url):
            yield Finding(image.snippet, "an image")
    for resource in page.resources:
        if resource.kind == "media" and is_insecure(resource.url):
            yield Finding(resource.snippet, "a video or audio")
