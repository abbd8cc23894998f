"""The runs of a schedule over the API, as the description tells them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from api.test_api_paging import cursor_of, plan_of, recorded, walk
from schedules.run_rows import BLOCKED, add_one_of_each, add_run
from support.api import Api, listed
from support.site_rows import add_site
from webapp.extensions import db
from webapp.models import Scan, Schedule, SiteScan, User
from webapp.models.transactions import transactional
from webapp.services.schedules import book, running
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing

PATH = "/api/v1/schedules"
RULE = f"{PATH}/{{id}}/runs"
Fill = Callable[[Callable[[Schedule], object]], None]


@pytest.fixture
def api(app: Flask, alice: User) -> Api:
    return Api(app, alice)


@pytest.fixture
def runs(app: Flask, alice: User) -> str:
    """The list of a schedule of Alice's."""
    with app.app_context():
        wanted = Wanted("https://a.example/", Timing(Often.DAILY))
        return f"{PATH}/{book.create(alice, wanted).id}/runs"


@pytest.fixture
def fill(app: Flask, runs: str) -> Fill:
    def do(make: Callable[[Schedule], object]) -> None:
        with app.app_context():
            make(db.session.scalars(select(Schedule)).one())

    return do


def items(api: Api, runs: str) -> list[dict[str, Any]]:
    status, told = api.ask("GET", runs, RULE)
    assert status == 200, told
    found: list[dict[str, Any]] = told["items"]
    return found


@pytest.mark.usefixtures("on_both_databases")
def test_one_of_each(api: Api, runs: str, fill: Fill) -> None:
    assert api.ask("GET", runs, RULE) == (200, listed())
    fill(add_one_of_each)
    told = items(api, runs)
    assert [(run["state"], run["reason"]) for run in told] == [
        ("running", "run_now"),
        ("finished", "catch_up"),
        ("failed", "due"),
        ("left_out", "due"),
        ("finished", "due"),
        ("canceled", "due"),
        ("deleted", "due"),
        ("deleted", None),
    ]
    assert [run["planned_at"] is None for run in told] == [True, *[False] * 6, True]
    assert all(run["planned_at"] == run["created_at"] for run in told[2:-1])
    _, worse, failed, left_out, first, *_ = told
    assert (worse["change"], worse["alerts"], worse["scan"]["score"]) == (-17, 1, 74)
    ids = (first["scan"]["id"], worse["scan"]["id"])
    comparison = "/scans/compare?id={}&id={}".format(*ids)
    assert worse["links"] == {"comparison": comparison}
    assert failed["error"] == {"code": "blocked_by_robots", "message": BLOCKED}
    assert failed["scan"]["status"] == "ERROR_CRAWL"
    still = {"code": "still_running", "message": running.STILL_OPEN}
    assert (left_out["error"], left_out["scan"]) == (still, None)
    assert (first["change"], first["alerts"], first["links"]) == (None, 0, {})
    # What a run began can be read.
    rule = f"{PATH.replace('schedules', 'scans')}/{{id}}"
    assert api.ask("GET", first["scan"]["links"]["self"], rule)[0] == 200


def test_of_a_site(api: Api, runs: str, fill: Fill, alice: User) -> None:
    def make(schedule: Schedule) -> None:
        add_run(schedule, 0, scan_id=add_site(alice, score=66).id)

    fill(make)
    [run] = items(api, runs)
    assert (run["state"], run["scan"]["score"]) == ("finished", 66)
    rule = "/api/v1/sites/{id}"
    assert api.ask("GET", run["scan"]["links"]["self"], rule)[0] == 200


def test_run_now_stands_there_at_once(api: Api, app: Flask, runs: str) -> None:
    path = runs.removesuffix("/runs")
    status, told = api.ask("POST", f"{path}/run", f"{PATH}/{{id}}/run")
    assert (status, told["links"]["runs"]) == (202, runs)
    # Refused: who asked was told, and no time was left out.
    assert api.ask("POST", f"{path}/run", f"{PATH}/{{id}}/run")[0] == 409
    [run] = items(api, runs)
    assert (run["state"], run["reason"], run["planned_at"]) == (
        "running",
        "run_now",
        None,
    )
    assert run["scan"] == told["last_run"]
    assert run["created_at"] == told["last_at"]
    with app.app_context():
        remove_scans()
    [run] = items(api, runs)
    assert (run["state"], run["scan"]) == ("deleted", None)


@transactional
def remove_scans() -> None:
    for model in (Scan, SiteScan):
        db.session.execute(delete(model))


@pytest.mark.usefixtures("on_both_databases")
def test_by_cursor_while_others_come(api: Api, runs: str, fill: Fill) -> None:
    made: list[str] = []

    def make(schedule: Schedule) -> None:
        made.extend(str(add_run(schedule, hours).id) for hours in range(1, 8))

    fill(make)
    between = 0

    def add() -> None:
        nonlocal between
        between += 1
        fill(lambda schedule: add_run(schedule, 0))

    parts = walk(api, f"{runs}?limit=3", RULE, add)
    assert [len(part) for part in parts] == [3, 3, 1]
    assert [run["id"] for part in parts for run in part] == made
    assert len(items(api, runs)) == 7 + between


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("cursor=x", "bad_cursor"),
        (f"cursor={cursor_of('2026-01-01T00:00:00+00:00', 'x')}", "bad_cursor"),
        ("limit=0", "bad_limit"),
    ],
)
def test_what_is_refused(api: Api, runs: str, query: str, code: str) -> None:
    status, told = api.ask("GET", f"{runs}?{query}", RULE)
    assert (status, told["error"]["code"]) == (422, code)


def test_bob_finds_none(app: Flask, runs: str, bob: User, fill: Fill) -> None:
    fill(add_one_of_each)
    assert Api(app, bob).ask("GET", runs, RULE)[0] == 404
    assert app.test_client().get(runs).status_code == 401


def test_they_go_with_their_schedule(api: Api, runs: str, fill: Fill) -> None:
    fill(add_one_of_each)
    path = runs.removesuffix("/runs")
    assert api.ask("DELETE", path, f"{PATH}/{{id}}")[0] == 204
    assert api.ask("GET", runs, RULE)[0] == 404


def test_it_says_how_much_is_left(api: Api, runs: str) -> None:
    answer = api.client.get(runs, headers=api.headers)
    assert answer.headers["RateLimit"].startswith('"pages-per-hour";r=600')
    assert answer.headers["RateLimit-Policy"] == '"pages-per-hour";q=600;w=3600'
    assert "RateLimit" not in api.client.get(runs).headers


def test_the_place_is_found_by_an_index(api: Api, app: Flask, runs: str) -> None:
    cursor = cursor_of("2026-01-01T00:00:00+00:00", "0" * 32)
    with app.app_context(), recorded(db.engine) as statements:
        assert api.ask("GET", f"{runs}?cursor={cursor}", RULE)[0] == 200
    [statement] = [one for one in statements if "LIMIT" in one[0]]
    found, *sorted_ = plan_of(app, *statement)
    assert found.startswith("SEARCH schedule_runs USING INDEX")
    # At most what is of one moment.
    within = ("RIGHT PART OF ORDER BY", "TERM OF ORDER BY")
    assert all(step.endswith(within) for step in sorted_)
