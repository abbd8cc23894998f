"""Small sites for the site checks, written as paths."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from webapp.audits.site import SITE_AUDITS
from webapp.audits.site_audit import SiteResult
from webapp.audits.site_runner import run_site_audits
from webapp.domain.site_view import UNKNOWN, SitePage, SiteView, Target

HOST = "https://example.com"


@dataclass(frozen=True)
class Draft:
    """A page whose links, canonical, alternates and end are still paths."""

    path: str
    facts: dict[str, Any] = field(default_factory=dict)


def page(path: str, links: str = "", **facts: Any) -> Draft:
    """``links`` and ``nofollow`` are paths with spaces between; ``to`` is where it
    redirects, ``hops`` the paths before that; ``alternates`` are paths by code."""
    return Draft(path, {"links": links, **facts})


def broken(path: str, problem: str = "http_404", **facts: Any) -> Draft:
    code = problem.removeprefix("http_")
    status = int(code) if code.isdecimal() else None
    return Draft(path, {"status": status, "problem": problem, **facts})


def site(*drafts: Draft, **options: Any) -> SiteView:
    """The first page is the start page."""
    places = {draft.path: place for place, draft in enumerate(drafts)}
    assert len(places) == len(drafts)
    return SiteView(tuple(build(draft, places) for draft in drafts), **options)


def build(draft: Draft, places: dict[str, int]) -> SitePage:
    facts = {"status": 200, **draft.facts}
    followed = facts.pop("links", "").split()
    unfollowed = facts.pop("nofollow", "").split()
    facts["links"] = [places[path] for path in followed + unfollowed]
    facts["nofollow_links"] = [places[path] for path in unfollowed]
    if "to" in facts:
        facts["final"] = target(facts.pop("to"), places)
        hops = facts.pop("hops", draft.path).split()
        facts["redirects"] = tuple((url(path), 301) for path in hops)
    if "canonical" in facts:
        facts["canonical"] = target(facts["canonical"], places)
    named = facts.get("alternates", {})
    facts["alternates"] = tuple((code, target(named[code], places)) for code in named)
    return SitePage(url=url(draft.path), **facts)


def target(path: str, places: dict[str, int]) -> Target:
    return Target(url(path), places.get(path, UNKNOWN))


def url(path: str) -> str:
    return path if path.startswith("http") else HOST + path


def check(check_id: str, view: SiteView) -> SiteResult:
    """The result of one check."""
    (audit,) = [one for one in SITE_AUDITS if one.meta.id == check_id]
    ((_, result),) = run_site_audits(view, [audit])
    return result


def faults(check_id: str, view: SiteView) -> dict[str, str]:
    """The notes of one check by path."""
    return notes(view, check(check_id, view))


def notes(view: SiteView, result: SiteResult) -> dict[str, str]:
    found = {view.pages[one.page].url: one.note for one in result.affected}
    assert len(found) == len(result.affected), "a page once"
    return {address.removeprefix(HOST): note for address, note in found.items()}
