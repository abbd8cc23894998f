"""link.fragment: a link to a place on the page has its target there."""

from __future__ import annotations

from datetime import date
from urllib.parse import unquote

from webapp.audits.audit import AuditMeta, count, failed, not_applicable, passed
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import Link
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="link.fragment",
    category="links",
    severity=Severity.MINOR,
    title="Links within the page find their targets",
    failure_title="Some links within the page lead nowhere",
    why="A click on such a link does nothing, as if the page were broken.",
    how_to_fix="Give the target the id that the link names, or correct the link.",
    source="https://html.spec.whatwg.org/multipage/browsing-the-web.html#find-a-potential-indicated-element",
    verified=date(2026, 11, 24),
    inputs=("page",),
    finds_absence=True,
    rule=(
        "It fails for each link to a fragment of the page itself that is neither an id"
        " nor the name of an a element, percent-encoded or not. An empty fragment and"
        " “top” always work. Fragments that scripts read (#/path, #!path, text"
        " directives), links with a role or a click handler are left out; targets that"
        " scripts add later are not seen."
    ),
    wrong='<a href="#prices">Prices</a> … <h2 id="price">Prices</h2>',
    right='<a href="#prices">Prices</a> … <h2 id="prices">Prices</h2>',
)


def run(page: ParsedPage) -> AuditResult:
    here = page.url.partition("#")[0]
    judged = [
        (link, fragment)
        for link in page.links
        if (fragment := place_on(here, link)) and not is_left_to_scripts(link, fragment)
    ]
    if not judged:
        return not_applicable("No link leads to a place on the page.")
    targets = {*page.ids, *(link.name for link in page.links if link.name)}
    bad = [link for link, name in judged if not {name, unquote(name)} & targets]
    if bad:
        found = (Finding(link.snippet) for link in bad)
        return failed(f"{count(len(bad), 'link')} without a target.", found)
    return passed(f"{count(len(judged), 'link')} within the page.")


def place_on(here: str, link: Link) -> str:
    url, _, fragment = link.url.partition("#")
    return fragment if url == here and fragment.lower() != "top" else ""


def is_left_to_scripts(link: Link, fragment: str) -> bool:
    is_route = fragment.startswith(("/", "!", ":~:"))
    return is_route or link.has_onclick or bool(link.role)
