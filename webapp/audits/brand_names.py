"""The names that a home page gives its site or its maker, and comparing them."""

from __future__ import annotations

import re
import unicodedata

from webapp.audits.structured_data import every_item, of_type, texts
from webapp.domain.page_resources import DataItem
from webapp.domain.parsed_page import ParsedPage

SEPARATOR = re.compile(r"\s+[-–—|·•»:]\s+|\s*[|·•»]\s*|:\s+")
LETTERS = re.compile(r"[^\W_]+")
#: Legal forms say nothing about the name.
FORMS = re.compile(
    r"(?:ab|ag|bv|co|corp|gmbh|inc|kg|llc|ltd|nv|oy|plc|sa|sarl|srl|the)", re.I
)


def is_home(page: ParsedPage) -> bool:
    """Whether the page is what a host shows first."""
    rest = page.url.partition("://")[2].partition("#")[0]
    return rest.partition("/")[2] == ""


def organizations(page: ParsedPage) -> list[DataItem]:
    """Local businesses are organizations in schema.org."""
    return of_type(every_item(page.items), "Organization")


def websites(page: ParsedPage) -> list[DataItem]:
    return of_type(every_item(page.items), "WebSite")


def site_names(page: ParsedPage) -> dict[str, str]:
    """Where a name stands, and the name: the first of each place."""
    top = of_type(page.items, "Organization") or organizations(page)
    found = {
        "og:site_name": [page.open_graph.get("og:site_name", "")],
        "WebSite.name": [
            name for item in websites(page) for name in texts(item, "name")
        ],
        "Organization.name": [name for item in top for name in texts(item, "name")],
    }
    firsts = {place: next(iter(names), "").strip() for place, names in found.items()}
    return {place: name for place, name in firsts.items() if name}


def is_same(one: str, other: str) -> bool:
    """Whether two names are the same or one is short for the other: case, accents,
    punctuation and legal forms do not count."""
    left, right = bare(one), bare(other)
    if not left or not right:
        return False
    return left == right or left in right or right in left


def bare(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    words = LETTERS.findall("".join(c for c in plain if not unicodedata.combining(c)))
    return "".join([word for word in words if not FORMS.fullmatch(word)] or words)


def is_in_title(name: str, title: str) -> bool:
    """Whether the title holds the name, or a part of it is the name's short form."""
    if bare(name) and bare(name) in bare(title):
        return True
    return any(
        len(bare(part)) > 2 and bare(part) in bare(name) for part in parts(title)
    )


def parts(title: str) -> list[str]:
    return [part for part in SEPARATOR.split(title[:300]) if part]
