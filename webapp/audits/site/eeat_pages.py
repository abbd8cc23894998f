"""eeat.pages: who is behind the site is told near the start page."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta
from webapp.audits.link_answers import fault_of
from webapp.audits.site_audit import (
    Affected,
    SiteResult,
    judged,
    not_applicable,
    not_measured,
)
from webapp.audits.trust_pages import WORDS, kinds_of
from webapp.domain.audit_result import Severity
from webapp.domain.site_view import SiteView

META = AuditMeta(
    id="eeat.pages",
    category="trust",
    severity=Severity.MINOR,
    title="About, contact and privacy are two clicks from the start page",
    failure_title="The start page does not lead to about, contact and privacy",
    why=(
        "People and the raters of search engines look for who is behind a site, how to "
        "reach them, and what becomes of their data."
    ),
    how_to_fix=(
        "Put links to a page about you, one with ways to reach you and one about "
        "privacy into the footer of all pages."
    ),
    source="https://developers.google.com/search/docs/fundamentals/creating-helpful-content",
    verified=date(2026, 11, 28),
    inputs=(),
    rule=(
        "Fails for the start page if one of three pages is missing among those that "
        "two clicks lead to: about, contact, privacy. They are known by words of their "
        "address or title, in the common languages; an imprint is both of the first "
        "two. Pages that do not answer properly do not count. Not measured where one "
        "is missing and a limit left pages out. Does not apply where the scan did not "
        "follow links."
    ),
    wrong='<footer><a href="/shop">Shop</a></footer>',
    right=(
        '<footer><a href="/about">About us</a> <a href="/contact">Contact</a>\n'
        '<a href="/privacy">Privacy</a></footer>'
    ),
)
MOST_CLICKS = 2


def run(site: SiteView) -> SiteResult:
    if not site.has_links or not any(site.depths):
        return not_applicable("The scan followed no link of the start page.")
    found: set[str] = set()
    for page, clicks in zip(site.pages, site.depths, strict=True):
        if clicks is not None and clicks <= MOST_CLICKS and not fault_of(page):
            found |= kinds_of(page)
    missing = [kind for kind in WORDS if kind not in found]
    if not missing:
        return judged(1, (), "About, contact and privacy are at most two clicks away.")
    if not site.is_whole:
        return not_measured("Not measured: not all pages were read.")
    names = " and ".join(missing)
    sentence = f"Two clicks from the start page lead to no page for {names}."
    return judged(
        1, (Affected(site.start, f"missing: {', '.join(missing)}"),), sentence
    )
