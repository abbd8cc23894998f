"""What a site scan keeps of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from webapp.audits.addresses import is_web_address, normalised
from webapp.audits.canonicals import find_canonicals
from webapp.audits.link_header import header_links
from webapp.audits.robots_directives import keeps_out, robots_directives
from webapp.domain.fetched_page import FetchedPage
from webapp.domain.page_record import PageRecord
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.settings import Network
from webapp.pipeline.sites.addresses import is_file, is_of_site, web_address
from webapp.pipeline.sites.sketch import sketch_of
from webapp.pipeline.sites.template import template_of

MOST_LINKS, MOST_EXTERNAL, MOST_ALTERNATES = 4000, 500, 200
MOST_TITLE, MOST_DESCRIPTION, MOST_CODE = 300, 500, 35
NO_FOLLOW = frozenset({"nofollow", "none"})


@dataclass(frozen=True, slots=True)
class PageLinks:
    """As the fields of ``PageRecord``."""

    internal: tuple[str, ...]
    nofollow: tuple[str, ...]
    external: tuple[str, ...]
    has_more: bool


def page_record(
    fetched: FetchedPage,
    page: ParsedPage,
    allowed_networks: Iterable[Network] = (),
) -> PageRecord:
    """Of a page as fetched and parsed. Only links to what may be a page are kept."""
    links = page_links(page, tuple(allowed_networks))
    sketch = sketch_of(page.main_text, page.word_count)
    directives = [d for d in robots_directives(fetched, page) if d.is_for_google]
    return PageRecord(
        final_url=fetched.final_url,
        redirects=tuple((hop.url, hop.status) for hop in fetched.redirects),
        title=page.title[:MOST_TITLE],
        description=page.description[:MOST_DESCRIPTION],
        h1=first_h1(page)[:MOST_TITLE],
        lang=page.written_language[:MOST_CODE],
        canonical=canonical_of(fetched, page),
        is_noindex=any(map(keeps_out, directives)),
        is_nofollow=any(directive.name in NO_FOLLOW for directive in directives),
        alternates=tuple(
            islice(dict.fromkeys(alternates(fetched, page)), MOST_ALTERNATES)
        ),
        links=links.internal,
        nofollow_links=links.nofollow,
        external_links=links.external,
        has_more_links=links.has_more,
        word_count=page.word_count,
        text_hash=sketch.text_hash,
        sketch=sketch.values,
        template=template_of(fetched),
    )


def first_h1(page: ParsedPage) -> str:
    shown = (head for head in page.headings if head.level == 1 and not head.is_hidden)
    return next((heading.text for heading in shown if heading.text), "")


def canonical_of(fetched: FetchedPage, page: ParsedPage) -> str:
    """The first that counts."""
    found = find_canonicals(fetched, page)
    usable = (one.url for one in found if one.is_usable and not one.extras)
    return next(map(normalised, usable), "")


def alternates(fetched: FetchedPage, page: ParsedPage) -> Iterator[tuple[str, str]]:
    """(hreflang, URL) of the head and of the header."""
    for element in page.alternates:
        if is_web_address(element.url):
            yield (element.hreflang or "").strip()[:MOST_CODE], normalised(element.url)
    for link in header_links(fetched):
        if "alternate" in link.rel and is_web_address(link.url):
            for code in link.hreflangs:
                yield code.strip()[:MOST_CODE], normalised(link.url)


def page_links(page: ParsedPage, networks: tuple[Network, ...]) -> PageLinks:
    """Each address once, and whether a link without nofollow leads there."""
    internal: dict[str, bool] = {}
    external: dict[str, None] = {}
    for url, is_followed in followed_urls(page).items():
        address = web_address(url, networks)
        if not address:
            continue
        if not is_of_site(address, page.url):
            external[address] = None
        elif not is_file(address):
            internal[address] = internal.get(address, False) or is_followed
    kept = dict(islice(internal.items(), MOST_LINKS))
    nofollow = tuple(url for url, is_followed in kept.items() if not is_followed)
    elsewhere = tuple(islice(external, MOST_EXTERNAL))
    has_more = page.is_cut or len(internal) > MOST_LINKS
    return PageLinks(tuple(kept), nofollow, elsewhere, has_more)


def addresses_in(record: PageRecord, start_url: str) -> list[str]:
    """What a page leads to on its site: its links, and what it names as canonical or as
    a language version, which have to be looked at to be judged."""
    named = [record.canonical, *(url for _, url in record.alternates)]
    mine = [url for url in named if is_of_site(url, start_url) and not is_file(url)]
    return list(dict.fromkeys([*record.links, *mine]))


def followed_urls(page: ParsedPage) -> dict[str, bool]:
    """What the links say, before each of their addresses is looked at."""
    found: dict[str, bool] = {}
    for link in page.links:
        url = link.url.partition("#")[0]
        found[url] = found.get(url, False) or "nofollow" not in link.rel
    return found
