"""The lists of a comparison: pages that differ, and those where a check changed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, literal, select
from sqlalchemy.orm import aliased

from webapp.domain.list_page import ListPage
from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage

PAGE_SIZE = 50
AnySelect = Select[*tuple[Any, ...]]
COLUMNS = (
    SitePage.id,
    SitePage.url,
    SitePage.title,
    SitePage.status,
    SitePage.reason,
)


@dataclass(frozen=True)
class PageRows:
    """One page of a list; ``page`` counts from 1 and never passes ``pages``."""

    rows: list[Any]
    page: int
    pages: int
    total: int


def only_in_one(numbers: Any, page: int) -> PageRows:
    """Of the run whose pages these are; an array of their numbers."""
    at = ListPage.of(len(numbers), page, PAGE_SIZE)
    chosen = select(*COLUMNS).where(SitePage.id.in_(at.part(numbers).tolist()))
    return read(chosen.order_by(SitePage.id), at)


def with_another_answer(pairs: Any, page: int) -> PageRows:
    """Of the newer run, with what the older one was answered; a row of ``pairs`` has
    the number in either, the older one's first."""
    at = ListPage.of(len(pairs), page, PAGE_SIZE)
    part = at.part(pairs)
    old = aliased(SitePage)
    chosen = (
        select(
            *COLUMNS,
            SitePage.is_redirect.label("redirects"),
            old.status.label("old_status"),
            old.reason.label("old_reason"),
            old.is_redirect.label("old_redirects"),
        )
        .join_from(SitePage, old, old.key == SitePage.key)
        .where(SitePage.id.in_(part[:, 1].tolist()), old.id.in_(part[:, 0].tolist()))
    )
    return read(chosen.order_by(SitePage.id), at)


def where_a_check_changed(
    site_id: uuid.UUID,
    other_id: uuid.UUID,
    check_id: str,
    *,
    is_in_both: bool,
    total: int,
    page: int,
) -> PageRows:
    """Pages scanned in both runs that do not pass in the one; in the other neither, or
    there they do. From the older run's side that is what is fixed, from the newer's
    what is new."""
    at = ListPage.of(total, page, PAGE_SIZE)
    chosen = failing_in(site_id, other_id, check_id, is_in_both=is_in_both)
    return read(chosen.limit(PAGE_SIZE).offset(at.begin), at)


def failing_in(
    site_id: uuid.UUID, other_id: uuid.UUID, check_id: str, *, is_in_both: bool
) -> AnySelect:
    page, other = aliased(SitePage), aliased(SitePage)
    finding, same = aliased(SiteFinding), aliased(SiteFinding)
    fails_there = exists().where(
        same.site_scan_id == other_id,
        same.check_id == check_id,
        same.page_id == other.id,
    )
    is_mine = (finding.site_scan_id == site_id) & (finding.check_id == check_id)
    is_done = (page.state == PageState.DONE) & (other.state == PageState.DONE)
    columns = (page.id, page.url, page.title, page.status, finding.note)
    return (
        select(*columns)
        .join_from(finding, page, page.id == finding.page_id)
        .join(other, (other.key == page.key) & (other.site_scan_id == other_id))
        .where(is_mine, is_done, fails_there == literal(is_in_both))
        .order_by(finding.page_id)
    )


def read(chosen: AnySelect, at: ListPage) -> PageRows:
    rows = list(db.session.execute(chosen))
    return PageRows(rows, at.page, at.pages, at.total)
