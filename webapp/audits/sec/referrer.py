"""sec.referrer: a Referrer-Policy that keeps whole addresses inside the site."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="sec.referrer",
    category="security",
    severity=Severity.INFO,
    title="The page says how much other sites learn of its address",
    failure_title="The page leaves open how much other sites learn of its address",
    why=(
        "An address can hold what visitors searched for; without a policy each browser"
        " decides what it tells the next site."
    ),
    how_to_fix="Send Referrer-Policy: strict-origin-when-cross-origin.",
    source="https://www.w3.org/TR/referrer-policy/",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page"),
    rule=(
        "It fails if neither the Referrer-Policy header nor a meta element named"
        " referrer has a policy that browsers know; of several the last counts. It"
        " warns for unsafe-url, which tells every site the whole address."
    ),
    wrong="Referrer-Policy: unsafe-url",
    right="Referrer-Policy: strict-origin-when-cross-origin",
)

KNOWN = frozenset(
    {
        "no-referrer",
        "no-referrer-when-downgrade",
        "same-origin",
        "origin",
        "strict-origin",
        "origin-when-cross-origin",
        "strict-origin-when-cross-origin",
        "unsafe-url",
    }
)


def run(fetched: FetchedPage, page: ParsedPage) -> AuditResult:
    sent = [f"Referrer-Policy: {v}" for v in fetched.header_all("Referrer-Policy")]
    sent += [f"referrer: {meta.content}" for meta in page.metas_named("referrer")]
    values = [
        value.strip().lower()
        for line in sent
        for value in line.partition(":")[2].split(",")
    ]
    known = [value for value in values if value in KNOWN]
    if not known:
        sentence = "No browser knows its policy." if sent else "There is no policy."
        return failed(sentence, map(Finding, sent))
    if known[-1] == "unsafe-url":
        return warned("Every site learns the whole address.", map(Finding, sent))
    return passed(f"The policy is {known[-1]}.")
