"""ai.rsl: whether the site names a licence for machines, and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.audits.addresses import is_web_address
from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.audits.link_header import header_links
from webapp.audits.robots_lines import read_lines
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import SiteFacts

META = AuditMeta(
    id="ai.rsl",
    category="answers",
    severity=Severity.INFO,
    title="The licence for machines (RSL) can be found",
    failure_title="The licence for machines (RSL) has no usable address",
    why=(
        "Really Simple Licensing lets a site say on which terms machines may use its "
        "texts. It is young, and nobody has to have it."
    ),
    how_to_fix="Write the full URL of the licence file into the License line or link.",
    source="https://rslstandard.org/guide/robots-txt",
    verified=date(2026, 11, 24),
    inputs=("fetched", "page", "site"),
    rule=(
        "Looks for License lines in robots.txt, and for links of the page or its "
        "headers with rel=license and type application/rsl+xml. Fails where one has "
        "no absolute URL. Does not apply where there is none. Never scored."
    ),
    wrong="License: /license.xml",
    right="License: https://example.com/license.xml",
)

TYPE = "application/rsl+xml"


def run(fetched: FetchedPage, page: ParsedPage, site: SiteFacts) -> AuditResult:
    named = list(find_licences(fetched, page, site))
    if not named:
        return not_applicable("The site names no RSL licence.")
    broken = [
        Finding(text, "no usable URL") for text, url in named if not is_web_address(url)
    ]
    if broken:
        return failed("A licence cannot be found by its address.", broken)
    return passed(f"{count(len(named), 'licence')} named: {named[0][1][:200]}.")


def find_licences(
    fetched: FetchedPage, page: ParsedPage, site: SiteFacts
) -> Iterator[tuple[str, str]]:
    """What names it, and the address."""
    for line in read_lines(site.robots.body):
        if line.name == "license":
            yield line.text, line.value
    for link in page.link_elements:
        if "license" in link.rel and (link.type or "").strip().lower() == TYPE:
            yield link.snippet, link.url
    for sent in header_links(fetched):
        if "license" in sent.rel and sent.type.lower() == TYPE:
            yield sent.snippet, sent.url
