"""From the body of a request to the plan of a site scan."""

from __future__ import annotations

from webapp.api.fields import Body, flag_of, text_of, texts_of, whole_of
from webapp.domain.site_plan import USUAL_DEPTH, USUAL_PAGES, SitePlan, SiteSource
from webapp.exceptions import Refused, UrlRefused
from webapp.pipeline.crawl import check_url
from webapp.pipeline.sites import ListRefused, RefusedLine, parse_patterns
from webapp.services import submissions
from webapp.services.actors import Actor
from webapp.services.current import settings
from webapp.services.sites import starting

#: So many refused addresses are looked at.
MOST_REFUSED = 10


def plan_of(body: Body, actor: Actor) -> SitePlan:
    """Raises ``Refused`` with the code of what is wrong."""
    start_url = submissions.checked({1: url_of(body)}, actor)[0]
    urls = urls_of(body)
    source = source_of(body, SiteSource.LIST if urls else SiteSource.CRAWL)
    if urls and source != SiteSource.LIST:
        raise Refused("bad_source", '"urls" go with the source "list" alone.')
    usual = min(USUAL_PAGES, starting.most_pages())
    most = whole_of(body, "max_pages", usual)
    return SitePlan(
        start_url=start_url,
        source=source,
        urls=urls,
        include=parse_patterns(texts_of(body, "include")),
        exclude=parse_patterns(texts_of(body, "exclude")),
        max_pages=len(urls) or most,  # of a list all are scanned
        max_depth=whole_of(body, "max_depth", USUAL_DEPTH),
        asks_external=flag_of(body, "external"),
        finds_keyphrases=flag_of(body, "keyphrases"),
    )


def url_of(body: Body) -> str:
    url = text_of(body, "url")
    if not url.strip():
        raise Refused("bad_url", 'The field "url" has to be the address of a site.')
    return url.strip()


def urls_of(body: Body) -> tuple[str, ...]:
    """Canonical, each once. Raises ``ListRefused``; more than may be are not looked
    at."""
    typed = texts_of(body, "urls")
    most = starting.most_pages()
    if len(typed) > most:
        raise Refused("bad_list", f"Give at most {most:,} addresses.")
    urls: dict[str, None] = {}
    refused = []
    for number, url in enumerate(typed, 1):
        try:
            urls[check_url(url, settings().scan_allowed_networks)] = None
        except UrlRefused as error:
            refused.append(RefusedLine(number, url[:200], error.code, error.message))
        if len(refused) >= MOST_REFUSED:
            break
    if refused:
        raise ListRefused(refused)
    return tuple(urls)


def source_of(body: Body, usual: SiteSource) -> SiteSource:
    typed = text_of(body, "source", usual)
    if typed not in list(SiteSource):
        names = ", ".join(f'"{source}"' for source in SiteSource)
        raise Refused("bad_source", f'"source" is one of {names}.')
    return SiteSource(typed)
