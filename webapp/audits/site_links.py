"""Which pages of a site link to addresses that a check has a word about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from webapp.audits.site_audit import Affected
from webapp.domain.site_view import SiteView

MOST_NAMED = 3


def with_links(site: SiteView) -> list[int]:
    """The scanned pages that link to an address of the site."""
    pages = enumerate(site.pages)
    return [place for place, page in pages if page.is_scanned and page.links]


def holders(
    site: SiteView, places: Iterable[int], notes: Mapping[int, str]
) -> Iterator[Affected]:
    """Those of the pages with links to an address that has a note, told by its note."""
    marked = frozenset(notes)
    for place in places:
        if found := marked.intersection(site.pages[place].links):
            yield Affected(place, listed([notes[target] for target in sorted(found)]))


def listed(notes: list[str]) -> str:
    """The first few of them, and how many more there are."""
    more = len(notes) - MOST_NAMED
    return "; ".join(notes[:MOST_NAMED]) + (f"; {more} more" if more > 0 else "")
