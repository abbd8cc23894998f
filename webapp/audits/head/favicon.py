"""head.favicon: the site has an icon that search results can show."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import urlsplit

from webapp.audits.audit import AuditMeta, failed, not_measured, passed, warned
from webapp.audits.probe_answers import reason_unmeasured
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_parts import LinkElement
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.site_facts import Answer, SiteFacts

META = AuditMeta(
    id="head.favicon",
    category="head",
    severity=Severity.MINOR,
    title="The site has an icon",
    failure_title="The site has no icon that search results can show",
    why="The icon stands beside every result and in every tab; a missing one is grey.",
    how_to_fix=(
        'Add <link rel="icon" href="…"> with a square PNG or ICO of more than 48×48 '
        "pixels to the head of the start page, or serve /favicon.ico."
    ),
    source="https://developers.google.com/search/docs/appearance/favicon-in-search",
    verified=date(2026, 11, 24),
    inputs=("page", "site"),
    finds_absence=True,
    rule=(
        "Fails where the start page has no link with rel icon, shortcut icon or "
        "apple-touch-icon, and /favicon.ico is no image either; on other pages that "
        "warns, as the start page may have one. Warns where every icon that is "
        "declared is not square, below 48×48 pixels, or SVG, which Google does not "
        "list among its formats."
    ),
    wrong='<link rel="icon" href="/icon.png" sizes="16x16">',
    right='<link rel="icon" href="/icon.png" sizes="96x96">',
)

RELATIONS = frozenset({"icon", "apple-touch-icon", "apple-touch-icon-precomposed"})
SIZE = re.compile(r"(\d{1,5})x(\d{1,5})", re.IGNORECASE)
SMALLEST = 48
#: First bytes of ICO, PNG, GIF, JPEG and BMP.
IMAGES = (b"\0\0\1\0", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"BM")


def run(page: ParsedPage, site: SiteFacts) -> AuditResult:
    icons = [
        link for link in page.link_elements if RELATIONS & {*link.rel} and link.url
    ]
    doubts = [Finding(icon.snippet, doubt_about(icon)) for icon in icons]
    if icons and not all(doubt.note for doubt in doubts):
        return passed("The page declares an icon.")
    if is_image(site.favicon):
        return passed("There is a /favicon.ico.")
    if icons:
        return warned("Search results may not show the icon.", doubts)
    if reason := reason_unmeasured(site.favicon):
        return not_measured(reason)
    found = [Finding("/favicon.ico", "no image")]
    if urlsplit(page.url).path not in ("", "/"):
        return warned("This page declares no icon; the start page may.", found)
    return failed("The page declares no icon, and /favicon.ico is none.", found)


def is_image(answer: Answer | None) -> bool:
    return answer is not None and answer.is_ok and answer.body.startswith(IMAGES)


def doubt_about(icon: LinkElement) -> str:
    path = urlsplit(icon.url).path.lower()
    if path.endswith(".svg") or icon.type == "image/svg+xml":
        return "SVG alone"
    sizes = [(int(w), int(h)) for w, h in SIZE.findall((icon.sizes or "")[:200])]
    if sizes and all(w != h for w, h in sizes):
        return "not square"
    return f"below {SMALLEST}×{SMALLEST}" if sizes and max(sizes)[0] < SMALLEST else ""
