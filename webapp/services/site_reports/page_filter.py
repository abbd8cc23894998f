"""Which pages of a site a person asked for, as conditions on their rows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import SitePage

REDIRECT = "redirect"
STATES = {
    PageState.DONE.value: "Scanned",
    PageState.FAILED.value: "Failed",
    REDIRECT: "Redirects",
    PageState.SKIPPED.value: "Skipped",
    PageState.FOUND.value: "Waiting",
    PageState.OPEN.value: "Being scanned",
}
#: Columns by the name that an address carries, each with what the table calls it.
SORTS: dict[str, tuple[InstrumentedAttribute[Any], str]] = {
    "url": (SitePage.url, "Address"),
    "title": (SitePage.title, "Title"),
    "status": (SitePage.status, "Status"),
    "score": (SitePage.score, "Score"),
    "issues": (SitePage.issues, "Issues"),
    "words": (SitePage.word_count, "Words"),
    "clicks": (SitePage.clicks, "Clicks"),
    "inlinks": (SitePage.inlinks, "Links in"),
    "rank": (SitePage.rank, "Rank"),
    "indexable": (SitePage.is_indexable, "Indexable"),
    "sitemap": (SitePage.in_sitemap, "In sitemap"),
}
ANSWERS = {"yes": True, "no": False}


def is_redirect() -> ColumnElement[bool]:
    """It was scanned, and the links that its end has are not its own."""
    return SitePage.is_redirect.is_(True)


@dataclass(frozen=True)
class PageFilter:
    """All of it must hold; what is empty does not count. ``sort`` is a name of
    ``SORTS``, with a ``-`` before it from the highest; empty is the order found."""

    text: str = ""
    state: str = ""
    folder: str = ""
    template: str = ""
    indexable: str = ""
    sitemap: str = ""
    sort: str = ""

    @classmethod
    def read(cls, given: Mapping[str, str]) -> PageFilter:
        """From an address; a value that is not known does not count."""
        texts = {field.name: tidy(given.get(field.name, "")) for field in fields(cls)}
        known: dict[str, Container[str]] = {
            "state": STATES,
            "indexable": ANSWERS,
            "sitemap": ANSWERS,
            "sort": {*SORTS, *(f"-{name}" for name in SORTS)},
        }
        for name, values in known.items():
            if texts[name] not in values:
                texts[name] = ""
        return cls(**texts)

    def query(self) -> dict[str, str]:
        """As an address carries it."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if value}

    @property
    def is_all(self) -> bool:
        return not replace(self, sort="").query()

    @property
    def reads_texts(self) -> bool:
        """No index holds them."""
        by = self.sort.removeprefix("-")
        return bool(self.text or self.folder or by in ("url", "title"))

    def conditions(self, site_id: uuid.UUID) -> list[ColumnElement[bool]]:
        """What a row of the site must fulfil."""
        found = whole_rows(site_id) if self.reads_texts else in_index(site_id)
        asked: dict[Callable[[str], ColumnElement[bool]], str] = {
            in_state: self.state,
            has_template: self.template,
            is_indexable: self.indexable,
            is_in_sitemap: self.sitemap,
            in_folder: self.folder,
            has_text: self.text,
        }
        return found + [condition(text) for condition, text in asked.items() if text]


def in_index(site_id: uuid.UUID) -> list[ColumnElement[bool]]:
    return [SitePage.site_scan_id == site_id]


def whole_rows(site_id: uuid.UUID) -> list[ColumnElement[bool]]:
    """The same rows as they lie in the table, one after the other: looked up by an
    index of the site, each by itself, they take five times as long on SQLite."""
    numbers = select(func.min(SitePage.id), func.max(SitePage.id))
    first, last = db.session.execute(numbers.where(*in_index(site_id))).one()
    # What is worked out is in no index.
    mine = func.coalesce(SitePage.site_scan_id, SitePage.site_scan_id) == site_id
    return [SitePage.id.between(first or 0, last or 0), mine]


def in_state(state: str) -> ColumnElement[bool]:
    if state == REDIRECT:
        return is_redirect()
    found = SitePage.state == state
    return (
        and_(found, SitePage.is_redirect.is_(False))
        if state == PageState.DONE
        else found
    )


def has_template(template: str) -> ColumnElement[bool]:
    return SitePage.template == template


def is_indexable(answer: str) -> ColumnElement[bool]:
    return SitePage.is_indexable.is_(ANSWERS[answer])


def is_in_sitemap(answer: str) -> ColumnElement[bool]:
    return SitePage.in_sitemap.is_(ANSWERS[answer])


def tidy(text: str) -> str:
    return text.replace("\0", "").strip()[:300]


def in_folder(folder: str) -> ColumnElement[bool]:
    """Its path begins so, whatever the origin: a site has it with and without www."""
    # The first "/" past "https://" begins the path; LIKE would not know small from
    # capital letters on SQLite.
    rest = func.substr(SitePage.url, 9)
    start = func.strpos if is_postgres() else func.instr
    path = func.substr(rest, start(rest, "/"), len(folder))
    return path == folder


def has_text(text: str) -> ColumnElement[bool]:
    """It stands in the address or the title, whatever the case of its letters."""
    return or_(has(SitePage.url, text), has(SitePage.title, text))


def has(column: InstrumentedAttribute[Any], text: str) -> ColumnElement[bool]:
    escaped = text.replace("/", "//").replace("%", "/%").replace("_", "/_")
    exact = column.ilike(f"%{escaped}%", escape="/")
    if is_postgres():
        return exact
    # SQLite's own LIKE is fast, and knows the case of ASCII letters alone: it lets any
    # other sign pass, and few rows are left to look at closely.
    near = "".join(sign if sign.isascii() else "_" for sign in escaped)
    fast = column.like(f"%{near}%", escape="/")
    return fast if text.isascii() else and_(fast, exact)


def is_postgres() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"
