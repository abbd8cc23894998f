"""The pages that do not pass a check, those of one template together."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from webapp.domain.list_page import ListPage
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage
from webapp.services.site_reports import pages_table
from webapp.services.site_reports.pages_table import PAGE_SIZE


@dataclass(frozen=True)
class Group:
    """Pages made alike, by the first of them that was found."""

    template: str
    number: int
    example: Any | None


@dataclass(frozen=True)
class Groups:
    """One page of the list, the largest group first."""

    items: list[Group]
    page: int
    pages: int
    total: int


@dataclass(frozen=True)
class Affected:
    """One page of the list; ``rows`` are a page's row with its outcome and note."""

    rows: list[tuple[Any, str, str]]
    page: int
    pages: int
    total: int


def with_check(site_id: uuid.UUID, check_id: str) -> list[ColumnElement[bool]]:
    return [SiteFinding.site_scan_id == site_id, SiteFinding.check_id == check_id]


def groups(site_id: uuid.UUID, check_id: str, page: int = 1) -> Groups:
    chosen = (
        select(SitePage.template, func.count().label("number"), func.min(SitePage.id))
        .join(SiteFinding, SiteFinding.page_id == SitePage.id)
        .where(*with_check(site_id, check_id))
        .group_by(SitePage.template)
    )
    found = db.session.execute(chosen.order_by(func.count().desc())).all()
    at = ListPage.of(len(found), page, PAGE_SIZE)
    some = at.part(found)
    rows = pages_table.with_numbers([first for _, _, first in some])
    known = {row.id: row for row in rows}
    items = [Group(name, number, known.get(first)) for name, number, first in some]
    return Groups(items, at.page, at.pages, sum(number for _, number, _ in found))


def find(
    site_id: uuid.UUID, check_id: str, template: str | None, sort: str, page: int = 1
) -> Affected:
    """The pages of one template, or all with None."""
    wanted = with_check(site_id, check_id)
    if template is not None:
        wanted.append(SitePage.template == template)
    total = count(wanted, needs_pages=template is not None)
    at = ListPage.of(total, page, PAGE_SIZE)
    chosen = (
        select(SitePage.id, SiteFinding.outcome, SiteFinding.note)
        .join(SiteFinding, SiteFinding.page_id == SitePage.id)
        .where(*wanted)
        .order_by(*pages_table.order(sort))
    )
    some = db.session.execute(chosen.limit(PAGE_SIZE).offset(at.begin)).all()
    return Affected(with_rows(some), at.page, at.pages, total)


def count(wanted: list[ColumnElement[bool]], *, needs_pages: bool) -> int:
    counted = select(func.count()).select_from(SiteFinding)
    if needs_pages:
        counted = counted.join(SitePage, SitePage.id == SiteFinding.page_id)
    return db.session.scalar(counted.where(*wanted)) or 0


def with_rows(found: Sequence[Any]) -> list[tuple[Any, str, str]]:
    rows = pages_table.with_numbers([each.id for each in found])
    told = {each.id: (each.outcome, each.note) for each in found}
    return [(row, *told[row.id]) for row in rows]
