"""What is wrong with pages that others name: as canonical, or in another language."""

from __future__ import annotations

from webapp.audits.link_answers import LOOP, ends_somewhere, fault_of
from webapp.domain.site_view import UNKNOWN, SiteView, Target

BLOCKED = "blocked_by_robots"


def fault_of_target(site: SiteView, target: Target, *, named_by: int) -> str:
    """Why search engines cannot take the target for what a page calls it; empty where
    nothing is known against it."""
    if target.page in (UNKNOWN, named_by):
        return ""
    return why_not_found(site, target.page)


def why_not_found(site: SiteView, place: int) -> str:
    """What keeps an address of the site out of search results."""
    page = site.pages[place]
    if fault := fault_of(page):
        return f"it does not answer properly: {fault}"
    if page.problem == BLOCKED:
        return "robots.txt blocks it"
    if page.problem == LOOP:
        return "its redirects have no end"
    if ends_somewhere(page):
        return f"it redirects to {page.final.url if page.final else 'another address'}"
    return "" if page.problem else kept_out_by_itself(site, place)


def kept_out_by_itself(site: SiteView, place: int) -> str:
    page = site.pages[place]
    if page.is_noindex:
        return "it is noindex"
    if page.canonical is not None and site.is_canonicalised(place):
        return f"it names {page.canonical.url} as canonical"
    return ""
