"""What a site scan keeps of one page, to judge pages against each other."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from webapp.domain.storable import storable


@dataclass(frozen=True, slots=True)
class PageRecord:
    """Plain values, since it is stored as JSON. All URLs are absolute and without a
    fragment; each list holds a URL once, in page order.

    ``redirects`` are the hops before ``final_url``: address and status. ``canonical``
    is what the page names by link element or header, else empty. ``alternates`` are
    (hreflang, URL). ``links`` lead to pages of the same site, ``nofollow_links`` are
    those of them that only nofollow links lead to; ``external_links`` lead elsewhere.
    ``has_more_links``: the site's own go on past what is kept. ``text_hash`` names the
    normalised main text, empty where there is hardly any; ``sketch`` is its MinHash.
    ``template`` names the structure of the page: pages made from one template have the
    same. ``lang`` is what the text is written in.
    """

    final_url: str
    redirects: tuple[tuple[str, int], ...] = ()
    title: str = ""
    description: str = ""
    h1: str = ""
    lang: str = ""
    canonical: str = ""
    is_noindex: bool = False
    is_nofollow: bool = False
    alternates: tuple[tuple[str, str], ...] = ()
    links: tuple[str, ...] = ()
    nofollow_links: tuple[str, ...] = ()
    external_links: tuple[str, ...] = ()
    has_more_links: bool = False
    word_count: int = 0
    text_hash: str = ""
    sketch: tuple[int, ...] = ()
    template: str = ""


def to_json(record: PageRecord) -> dict[str, Any]:
    """Strings as every database takes them; tuples are lists then."""
    found = {field.name: getattr(record, field.name) for field in fields(record)}
    return {name: storable(value) for name, value in found.items()}


def from_json(value: dict[str, Any]) -> PageRecord:
    """Lists become tuples again, and so do the pairs inside of them."""
    frozen = {name: as_tuple(part) for name, part in value.items()}
    return PageRecord(**frozen)


def as_tuple(value: Any) -> Any:
    return tuple(map(as_tuple, value)) if isinstance(value, list | tuple) else value
