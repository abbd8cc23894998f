"""Which pages two runs over the same site differ in, and which failed in either.

The database packs numbers of pages into one text, separated by commas: some ten
thousand rows take several times as long to fetch as the query that finds them.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Select, String, cast, func, literal, select, union_all
from sqlalchemy.orm import aliased

from webapp.domain.site_status import PageState
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage
from webapp.services.site_reports.same_pages import parsed

#: That were asked for: what was only found, or skipped, says nothing.
ENDED = (PageState.DONE, PageState.FAILED)
#: In place of an answer's number.
NOT_ASKED = -1


@dataclass(frozen=True)
class DifferingPages:
    """Arrays of numbers of pages in the order of the run: ``new`` are the newer run's,
    ``gone`` the older one's. A row of ``changed``, which both asked for and got another
    answer to, has the older one's and the newer one's."""

    new: Any
    gone: Any
    changed: Any


class Answer(NamedTuple):
    state: PageState
    status: int | None
    is_redirect: bool
    reason: str


@dataclass(frozen=True)
class Answers:
    """The pages that a run asked for, by number, and the answer of each as its place in
    a list of answers that both runs share."""

    pages: Any
    places: Any

    def of(self, wanted: Any) -> Any:
        """For each page its answer's place, or ``NOT_ASKED``."""
        import numpy

        if not len(self.pages):
            return numpy.full(len(wanted), NOT_ASKED)
        at = numpy.searchsorted(self.pages, wanted).clip(max=len(self.pages) - 1)
        return numpy.where(self.pages[at] == wanted, self.places[at], NOT_ASKED)


def find(before: uuid.UUID, after: uuid.UUID) -> tuple[DifferingPages, Any]:
    """And an array of the pages scanned in both: a row is the number in either."""
    import numpy  # a web process is up sooner without

    known: list[Answer] = []
    was, is_now = answers(before, known), answers(after, known)
    pairs = of_same_key(before, after)
    old, new = was.of(pairs[:, 0]), is_now.of(pairs[:, 1])
    are_both = (old != NOT_ASKED) & (new != NOT_ASKED)
    changed = pairs[are_both & (old != new)]
    done = [place for place, one in enumerate(known) if one.state == PageState.DONE]
    are_done = numpy.isin(old, done) & numpy.isin(new, done)
    differing = DifferingPages(
        new=numpy.setdiff1d(is_now.pages, pairs[are_both, 1]),
        gone=numpy.setdiff1d(was.pages, pairs[are_both, 0]),
        changed=changed[numpy.argsort(changed[:, 1])],
    )
    return differing, pairs[are_done]


def answers(site_id: uuid.UUID, known: list[Answer]) -> Answers:
    """``known`` grows by those that no run gave before: a site gives few different
    ones."""
    import numpy

    page = SitePage
    status = func.coalesce(page.status, 0)
    answer = (page.state, status, page.is_redirect, page.reason)
    mine = (page.site_scan_id == site_id) & page.state.in_(ENDED)
    chosen = select(*answer, packed(page.id)).where(mine).group_by(*answer)
    pages, places = [parsed("")], [parsed("")]
    for *told, numbers in db.session.execute(chosen):
        one = Answer(*told)
        if one not in known:
            known.append(one)
        pages.append(parsed(numbers))
        places.append(numpy.full(len(pages[-1]), known.index(one)))
    found = numpy.concatenate(pages)
    order = numpy.argsort(found)
    return Answers(found[order], numpy.concatenate(places)[order])


def of_same_key(before: uuid.UUID, after: uuid.UUID) -> Any:
    """The pages that both runs know, whatever came of them: SQLite reads the index of
    keys alone."""
    old, new = aliased(SitePage), aliased(SitePage)
    pair = cast(old.id, String).concat(",").concat(cast(new.id, String))
    chosen = select(packed(pair)).join_from(old, new, old.key == new.key)
    mine = (old.site_scan_id == before) & (new.site_scan_id == after)
    return parsed(db.session.scalar(chosen.where(mine)) or "").reshape(-1, 2)


def failing_pages(*runs: uuid.UUID) -> list[dict[str, str]]:
    """For each run its checks, with the numbers of the pages that do not pass."""
    # One statement: PostgreSQL works at its parts at the same time.
    chosen = union_all(*(packed_failing(run, place) for place, run in enumerate(runs)))
    found: list[dict[str, str]] = [{} for _ in runs]
    for place, check_id, pages in db.session.execute(chosen):
        found[place][check_id] = pages
    return found


def packed_failing(site_id: uuid.UUID, place: int) -> Select[Any]:
    chosen = select(literal(place), SiteFinding.check_id, packed(SiteFinding.page_id))
    mine = chosen.where(SiteFinding.site_scan_id == site_id)
    return mine.group_by(SiteFinding.check_id)


def packed(numbers: Any) -> Any:
    return func.aggregate_strings(cast(numbers, String), ",")
