"""sec.form-http: no form of an https page sends to http."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.csp import all_policies, upgrades_requests
from webapp.audits.markup import attributes
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sec.form-http",
    category="security",
    severity=Severity.SERIOUS,
    title="Forms send over HTTPS",
    failure_title="A form sends over plain http",
    why=(
        "What visitors enter can be read on the way, and browsers warn before they"
        " send it."
    ),
    how_to_fix="Let the action of the form begin with https://, or leave the host out.",
    source="https://www.w3.org/TR/mixed-content/",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "It fails if the action of a form, or the formaction of a button, on an https"
        " page is an http address. It passes if a Content-Security-Policy has"
        " upgrade-insecure-requests. It does not apply to pages without forms and to"
        " pages that came over http themselves."
    ),
    wrong='<form action="http://example.com/order" method="post">',
    right='<form action="/order" method="post">',
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    if not fetched.final_url.lower().startswith("https:"):
        return not_applicable("The page itself came over http.")
    targets = list(form_targets(page))
    if not targets:
        return not_applicable("No form on the page names where it sends to.")
    bad = [(url, tag) for url, tag in targets if url.lower().startswith("http://")]
    if not bad:
        return passed(f"{count(len(targets), 'form address', 'form addresses')} read.")
    if upgrades_requests(all_policies(fetched, page)):
        return passed("Its security policy turns the forms' http into https.")
    found = (Finding(tag, url) for url, tag in bad)
    return failed(f"{count(len(bad), 'form')} with an http address.", found)


def form_targets(page: ParsedPage) -> Iterator[tuple[str, str]]:
    """Each address that something is sent to, and the tag that says so."""
    for resource in page.resources:
        if resource.kind == "form" and resource.url:
            yield resource.url, resource.snippet
    for control in page.controls:
        if " formaction=" in control.snippet:
            target = attributes(control.snippet).get("formaction", "")
            yield target.strip(), control.snippet
