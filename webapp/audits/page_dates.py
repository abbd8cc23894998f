"""When a page was published and changed, by its JSON-LD and by what it shows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from webapp.audits.page_kinds import article_nodes, json_ld_nodes
from webapp.domain.parsed_page import ParsedPage

#: The day of an ISO 8601 date or time; what follows is the time.
ISO_DAY = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?![\d-])")


@dataclass(frozen=True, slots=True)
class PageDates:
    """Days, each None where there is none or it cannot be read."""

    declared_published: date | None = None
    declared_modified: date | None = None
    shown_published: date | None = None
    shown_modified: date | None = None

    @property
    def declared(self) -> list[date]:
        return [day for day in (self.declared_published, self.declared_modified) if day]

    @property
    def shown(self) -> list[date]:
        return [day for day in (self.shown_published, self.shown_modified) if day]

    @property
    def newest(self) -> date | None:
        return max([*self.declared, *self.shown], default=None)


def page_dates(page: ParsedPage) -> PageDates:
    """The dates of the first article in its JSON-LD, else of the first object that has
    one, beside those that the page shows."""
    node = dated_node(page)
    shown = page.visible_dates
    return PageDates(
        declared_published=day_of(node.get("datePublished")),
        declared_modified=day_of(node.get("dateModified")),
        shown_published=day_of(shown.published) if shown else None,
        shown_modified=day_of(shown.modified) if shown else None,
    )


def dated_node(page: ParsedPage) -> dict[str, object]:
    for nodes in (article_nodes(page), json_ld_nodes(page)):
        for node in nodes:
            if node.keys() & {"datePublished", "dateModified"}:
                return node
    return {}


def day_of(value: object) -> date | None:
    """The day of an ISO 8601 text; of a list, its first entry's."""
    if isinstance(value, list):
        value = next(iter(value), None)
    match = ISO_DAY.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def today() -> date:
    """In UTC."""
    return datetime.now(UTC).date()
