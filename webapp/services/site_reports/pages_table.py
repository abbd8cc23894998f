"""The pages of a site as a table: chosen, sorted and cut into pages by the database."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from webapp.domain.list_page import ListPage
from webapp.domain.site_plan import MOST_PAGES
from webapp.extensions import db
from webapp.models import Scan, SitePage
from webapp.services.site_reports.page_filter import SORTS, PageFilter, is_redirect

PAGE_SIZE = 50
#: Never the packed columns: they are most of a row.
SHOWN = (
    *(column for column, _ in SORTS.values()),
    SitePage.id,
    SitePage.state,
    SitePage.reason,
    SitePage.template,
    SitePage.final_url,
    is_redirect().label("is_redirect"),
    Scan.public_id,
)


@dataclass(frozen=True)
class Table:
    """One page of it; ``page`` counts from 1 and never passes ``pages``."""

    rows: Sequence[Any]
    page: int
    pages: int
    total: int
    chosen: PageFilter


def find(site_id: uuid.UUID, chosen: PageFilter, page: int = 1) -> Table:
    conditions = chosen.conditions(site_id)
    page = max(1, page)
    numbers = select(SitePage.id, func.count().over()).where(*conditions)
    numbers = numbers.order_by(*order(chosen.sort)).limit(PAGE_SIZE)
    some = db.session.execute(
        numbers.offset(min(page - 1, MOST_PAGES) * PAGE_SIZE)
    ).all()
    if not some and page > 1:
        last = ListPage.of(count(conditions), page, PAGE_SIZE).page
        return find(site_id, chosen, last)
    at = ListPage.of(some[0][1] if some else 0, page, PAGE_SIZE)
    rows = with_numbers([number for number, _ in some])
    return Table(rows, page, at.pages, at.total, chosen)


def count(conditions: list[ColumnElement[bool]]) -> int:
    counted = select(func.count()).select_from(SitePage).where(*conditions)
    return db.session.scalar(counted) or 0


def order(sort: str) -> list[Any]:
    """What is not known comes last, whichever way."""
    if not sort:
        return [SitePage.id]
    column = SORTS[sort.removeprefix("-")][0]
    first = column.desc() if sort.startswith("-") else column.asc()
    return [first.nulls_last(), SitePage.id]


def with_numbers(numbers: Sequence[int]) -> list[Any]:
    """The shown columns of these rows, in their order; one that is gone is left out."""
    chosen = select(*SHOWN).outerjoin(Scan, Scan.id == SitePage.scan_id)
    rows = db.session.execute(chosen.where(SitePage.id.in_(numbers))).all()
    known = {row.id: row for row in rows}
    return [known[number] for number in numbers if number in known]
