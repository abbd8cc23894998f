"""Which pages two runs over the same site differ in, and where a check changed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage

PAGE_SIZE = 50
AnySelect = Select[*tuple[Any, ...]]
#: That were asked for: what was only found, or skipped, says nothing.
ENDED = (PageState.DONE, PageState.FAILED)


@dataclass(frozen=True)
class Numbers:
    """``changed``: asked for in both runs, with another answer."""

    new: int
    gone: int
    changed: int


@dataclass(frozen=True)
class PageRows:
    """One page of a list; ``page`` counts from 1 and never passes ``pages``."""

    rows: list[Any]
    page: int
    pages: int
    total: int


def pairs(before: uuid.UUID, after: uuid.UUID) -> list[Any]:
    """The pages that both runs asked for: their numbers in each, whether both of them
    were scanned, and whether the answer is another."""
    old, new = aliased(SitePage), aliased(SitePage)
    are_done = (old.state == PageState.DONE) & (new.state == PageState.DONE)
    chosen = select(
        old.id.label("old"),
        new.id.label("new"),
        are_done.label("are_done"),
        answers_differ(old, new).label("differs"),
    )
    joined = chosen.join_from(old, new, old.key == new.key)
    return list(db.session.execute(joined.where(in_both(old, new, before, after))))


def in_both(
    old: Any, new: Any, before: uuid.UUID, after: uuid.UUID
) -> ColumnElement[bool]:
    are_mine = (old.site_scan_id == before) & (new.site_scan_id == after)
    have_ended: ColumnElement[bool] = old.state.in_(ENDED) & new.state.in_(ENDED)
    both: ColumnElement[bool] = are_mine & have_ended
    return both


def answers_differ(old: Any, new: Any) -> ColumnElement[bool]:
    return or_(
        old.state != new.state,
        func.coalesce(old.status, 0) != func.coalesce(new.status, 0),
        old.is_redirect != new.is_redirect,
        old.reason != new.reason,
    )


def numbers(before: uuid.UUID, after: uuid.UUID, pairs: list[Any]) -> Numbers:
    return Numbers(
        new=count_ended(after) - len(pairs),
        gone=count_ended(before) - len(pairs),
        changed=sum(pair.differs for pair in pairs),
    )


def count_ended(site_id: uuid.UUID) -> int:
    mine = (SitePage.site_scan_id == site_id) & SitePage.state.in_(ENDED)
    counted = select(func.count()).select_from(SitePage).where(mine)
    return db.session.scalar(counted) or 0


def only_in(site_id: uuid.UUID, other_id: uuid.UUID) -> AnySelect:
    """Pages that one run asked for and the other did not."""
    page, other = aliased(SitePage), aliased(SitePage)
    is_there = exists().where(
        other.site_scan_id == other_id,
        other.key == page.key,
        other.state.in_(ENDED),
    )
    mine = (page.site_scan_id == site_id) & page.state.in_(ENDED) & ~is_there
    columns = (page.id, page.url, page.title, page.status, page.reason)
    return select(*columns).where(mine).order_by(page.id)


def with_another_answer(before: uuid.UUID, after: uuid.UUID) -> AnySelect:
    old, new = aliased(SitePage), aliased(SitePage)
    chosen = select(
        new.id,
        new.url,
        new.title,
        new.status,
        new.reason,
        new.is_redirect.label("redirects"),
        old.status.label("old_status"),
        old.reason.label("old_reason"),
        old.is_redirect.label("old_redirects"),
    )
    joined = chosen.join_from(new, old, old.key == new.key)
    differ = in_both(old, new, before, after) & answers_differ(old, new)
    return joined.where(differ).order_by(new.id)


def failing_in(
    site_id: uuid.UUID, other_id: uuid.UUID, check_id: str, *, is_in_both: bool
) -> AnySelect:
    """Pages scanned in both runs that do not pass in the one; in the other neither, or
    there they do. From the older run's side that is what is fixed, from the newer's
    what is new."""
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


def read(chosen: AnySelect, total: int, page: int) -> PageRows:
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    some = chosen.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return PageRows(list(db.session.execute(some)), page, pages, total)
