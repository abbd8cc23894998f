"""What came of a schedule's runs: states, changes, errors, alerts, in pages."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, event, select

from schedules.run_rows import BLOCKED, add_one_of_each, add_run, add_scan
from services.schedules.conftest import change
from support.site_rows import add_site
from webapp.domain.site_plan import SitePlan, to_json
from webapp.extensions import db
from webapp.models import Scan, Schedule, ScheduleRun, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.alerts.watching import NO_PAGE
from webapp.services.schedules import history, paged, running
from webapp.services.schedules.history import Line, State
from webapp.services.schedules.runs import Reason
from webapp.services.sites import removal

MakeSchedule = Callable[..., Schedule]
pytestmark = pytest.mark.usefixtures("on_both_databases")


def newest(schedule: Schedule) -> Line:
    return history.page_of(schedule).items[0]


def states(schedule: Schedule) -> list[State]:
    return [line.state for line in history.page_of(schedule).items]


def test_one_of_each_newest_first(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule()
    add_one_of_each(schedule)
    lines = history.page_of(schedule).items
    assert [line.state for line in lines] == [
        State.RUNNING,
        State.FINISHED,
        State.FAILED,
        State.LEFT_OUT,
        State.FINISHED,
        State.CANCELED,
        State.DELETED,
        State.DELETED,
    ]
    assert [line.run.reason for line in lines] == [
        Reason.RUN_NOW,
        Reason.CATCH_UP,
        *[Reason.DUE] * 5,
        None,
    ]
    assert [line.change for line in lines] == [None, 74 - 91, *[None] * 6]
    assert [line.alerts for line in lines] == [0, 1, *[0] * 6]
    blocked = ("blocked_by_robots", BLOCKED)
    left_out = ("still_running", running.STILL_OPEN)
    told = [None, None, blocked, left_out, None, None, None, None]
    assert [line.error for line in lines] == told
    ids = [lines[n].scan.public_id for n in (4, 1)]  # type: ignore[union-attr]
    paths = ["", "/scans/compare?id={}&id={}".format(*ids), *[""] * 6]
    assert [line.path_of_comparison for line in lines] == paths


def test_of_another_address_nothing_changed(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule()
    before = add_scan(schedule, url="http://127.0.0.1/other", score=10)
    scan = add_scan(schedule, score=90)
    add_run(schedule, 0, scan_id=scan.id, before_scan_id=before.id)
    assert (newest(schedule).change, newest(schedule).state) == (None, "finished")
    change(Scan, url=schedule.url)
    assert newest(schedule).change == 80


def test_a_run_begun_anew_is_told_as_it_is(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule()
    scan = add_scan(schedule, status="ERROR_CRAWL", error_code="timeout", score=None)
    add_run(schedule, 0, scan_id=scan.id)
    assert newest(schedule).state == State.FAILED
    change(Scan, status="QUEUED", finished_at=None)
    line = newest(schedule)
    assert (line.state, line.error) == (State.RUNNING, None)


@pytest.mark.parametrize(
    ("columns", "state", "error"),
    [
        ({"status": "DISCOVERING", "finished_at": None}, State.RUNNING, None),
        ({"score": 60}, State.FINISHED, None),
        ({"score": None}, State.FAILED, ("no_page", NO_PAGE)),
        (
            {"status": "FAILED", "error_code": "timeout", "error_message": "Slow."},
            State.FAILED,
            ("timeout", "Slow."),
        ),
        ({"status": "CANCELED", "score": 50}, State.CANCELED, None),
    ],
)
def test_a_site(
    make_schedule: MakeSchedule,
    alice: User,
    columns: dict[str, Any],
    state: State,
    error: tuple[str, str] | None,
) -> None:
    schedule = make_schedule(plan=SitePlan(""))
    add_run(schedule, 0, scan_id=add_site(alice, **columns).id)
    line = newest(schedule)
    assert (line.state, line.error, line.is_of_site) == (state, error, True)


def test_two_of_a_site_by_one_plan(make_schedule: MakeSchedule, alice: User) -> None:
    schedule = make_schedule(plan=SitePlan(""))
    before, site = add_site(alice, score=70), add_site(alice, score=72)
    add_run(schedule, 0, scan_id=site.id, before_scan_id=before.id)
    line = newest(schedule)
    path = f"/sites/{site.public_id}/compare/{before.public_id}"
    assert (line.change, line.path_of_comparison) == (2, path)
    other = to_json(SitePlan("https://example.com/", max_pages=3))
    store(before, plan=other)
    assert newest(schedule).change is None


@transactional
def store(site: SiteScan, **values: object) -> None:
    for name, value in values.items():
        setattr(site, name, value)
    db.session.flush()


def test_a_deleted_scan_leaves_its_run(
    make_schedule: MakeSchedule, alice: User
) -> None:
    """It did run; without the row a time would seem to be missed."""
    schedule = make_schedule()
    site, page = add_site(alice, score=70), add_scan(schedule)
    for hours, scan in enumerate((site, page)):
        add_run(schedule, hours, scan_id=scan.id)
    assert states(schedule) == [State.FINISHED] * 2
    # A site is not shown from then on, though its rows go one after another.
    removal.expire(site.id)
    assert states(schedule) == [State.DELETED, State.FINISHED]
    remove_scans()
    assert states(schedule) == [State.DELETED] * 2
    assert newest(schedule).scan is None


@transactional
def remove_scans() -> None:
    db.session.execute(delete(Scan))


def test_pages_of_the_list(make_schedule: MakeSchedule) -> None:
    schedule, other = make_schedule(), make_schedule()
    assert history.page_of(schedule) == history.RunPage([], 1, 1, 0)
    made = [add_run(schedule, n).id for n in range(history.PAGE_SIZE + 3)]
    add_run(other, 0)
    first, second = (history.page_of(schedule, page) for page in (1, 2))
    assert [line.run.id for line in first.items] == made[: history.PAGE_SIZE]
    assert [line.run.id for line in second.items] == made[history.PAGE_SIZE :]
    assert (second.page, second.pages, second.total) == (2, 2, len(made))
    assert history.page_of(schedule, 10**30) == second
    assert history.page_of(schedule, -1) == first


def test_by_cursor_though_others_come(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule()
    moment = db.session.scalars(select(db_now(-60))).one()
    # As of one moment, where the ids decide.
    made = {add_run(schedule, 0, created_at=moment).id for _ in range(5)}
    found: list[uuid.UUID] = []
    cursor, sizes = "", list[int]()
    while not sizes or cursor:
        part = paged.runs_of(schedule, cursor, 2)
        found += [line.run.id for line in part.items]
        cursor = part.next_cursor
        sizes.append(len(part.items))
        add_run(schedule, 0)
    assert (sizes, len(found), set(found)) == ([2, 2, 1], 5, made)
    listed = history.page_of(schedule).items[3:]
    assert [line.run.id for line in listed] == found


def test_a_list_costs_as_many_questions_as_a_line(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule()
    add_one_of_each(schedule)
    chosen = select(ScheduleRun).order_by(ScheduleRun.created_at.desc())
    few, many = (list(db.session.scalars(chosen.limit(n))) for n in (1, 8))
    assert count(lambda: history.lines(schedule, few)) == 3
    assert count(lambda: history.lines(schedule, many)) == 3


def count(ask: Callable[[], object]) -> int:
    """The statements that it takes."""
    asked: list[str] = []

    def note(_a: object, _b: object, statement: str, *_: object) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        ask()
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)
