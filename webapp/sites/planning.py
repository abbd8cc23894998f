"""From the form of a new site scan to its plan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from webapp.domain.site_plan import USUAL_DEPTH, USUAL_PAGES, SitePlan, SiteSource
from webapp.exceptions import Refused, UrlRefused
from webapp.pipeline.crawl import check_url
from webapp.pipeline.sites import parse_patterns, read_list
from webapp.services.current import settings
from webapp.services.sites import starting
from webapp.sites.forms import SiteForm, show_refusal

T = TypeVar("T")


def plan_of(form: SiteForm) -> SitePlan | None:
    """None where something is wrong; the form's fields say what."""
    if not form.validate_on_submit():
        return None
    source = SiteSource(form.source.data)
    urls = read(form, "urls", listed) if source == SiteSource.LIST else []
    parts: dict[str, Any] = {
        "start_url": read(form, "url", lambda form: start_of(form, urls or [])),
        "include": read(form, "include", lambda form: patterns(form.include.data)),
        "exclude": read(form, "exclude", lambda form: patterns(form.exclude.data)),
        "max_pages": read(form, "max_pages", lambda form: pages(form, urls or [])),
        "max_depth": read(form, "max_depth", clicks),
    }
    if urls is None or None in parts.values():
        return None
    return SitePlan(
        source=source,
        urls=tuple(urls),
        finds_keyphrases=form.finds_keyphrases.data,
        asks_external=form.asks_external.data,
        **parts,
    )


def read(form: SiteForm, field: str, part: Callable[[SiteForm], T]) -> T | None:
    """A part of the plan; None where it is refused, which the field says then."""
    try:
        return part(form)
    except (Refused, UrlRefused) as error:
        show_refusal(form, error, field)
        return None


def start_of(form: SiteForm, urls: list[str]) -> str:
    """A list names the site by itself."""
    typed = (form.url.data or "").strip()
    if not typed and urls:
        return urls[0]
    if not typed and form.source.data == SiteSource.LIST:
        return ""  # the list is what is wrong, and says so
    return check_url(typed, settings().scan_allowed_networks)


def listed(form: SiteForm) -> list[str]:
    return read_list(form.list_text(), settings().scan_allowed_networks)


def patterns(typed: str | None) -> tuple[str, ...]:
    return parse_patterns((typed or "").splitlines())


def pages(form: SiteForm, urls: list[str]) -> int:
    """A list says itself how many there are."""
    if form.source.data == SiteSource.LIST:
        return max(1, len(urls))
    typed = form.max_pages.data
    usual = min(USUAL_PAGES, starting.most_pages())
    return starting.check_pages(usual if typed is None else typed)


def clicks(form: SiteForm) -> int:
    typed = form.max_depth.data
    return starting.check_depth(USUAL_DEPTH if typed is None else typed)
