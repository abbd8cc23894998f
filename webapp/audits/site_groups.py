"""Pages of a site that have something in common which each should have of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator

from webapp.audits.site_audit import Affected
from webapp.domain.site_view import SitePage, SiteView


def originals(site: SiteView) -> list[int]:
    """The pages that may be found, of those with the same text the first alone: one
    copied page has one fault, which ``content.dup-exact`` names."""
    seen: set[str] = set()
    found = []
    for place in site.indexable:
        text = site.pages[place].text_hash
        if not text or text not in seen:
            found.append(place)
        seen.add(text)
    return found


def alike(
    site: SiteView, places: Iterable[int], key: Callable[[SitePage], Hashable]
) -> list[list[int]]:
    """The places by what ``key`` says of their pages, where it is the same of two or
    more. Language versions that name each other count once: British and American pages
    may well be the same."""
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for place in places:
        groups[key(site.pages[place])].append(place)
    several = (group for group in groups.values() if len(group) > 1)
    unlike = (unrelated(site, group) for group in several)
    return [group for group in unlike if len(group) > 1]


def unrelated(site: SiteView, group: Iterable[int]) -> list[int]:
    """The pages of the group that are no language version of one before."""
    kept: dict[int, None] = {}
    for place in group:
        if kept.keys().isdisjoint(versions_of(site, place)):
            kept[place] = None
    return list(kept)


def versions_of(site: SiteView, place: int) -> set[int]:
    """The other pages that the page names as its language versions."""
    return {target.page for _, target in site.pages[place].alternates} - {place}


def members(
    site: SiteView, groups: Iterable[list[int]], words: str
) -> Iterator[Affected]:
    """Each page of the groups, with the first other page of its group."""
    for group in groups:
        for place in group:
            other = group[1] if place == group[0] else group[0]
            more = f" and of {len(group) - 2} more" if len(group) > 2 else ""
            yield Affected(place, f"{words} {site.pages[other].url}{more}")


def folded(text: str) -> str:
    """The text without what nobody sees as a difference."""
    return " ".join(text.split()).casefold()
