"""The runs of a schedule on its page: what each was, where it leads, in pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from schedules.conftest import EVIL
from schedules.run_rows import BLOCKED, add_one_of_each, add_run, add_scan
from support.browser import post, sign_in
from support.scans import make_scan
from support.site_rows import add_site
from webapp.extensions import db
from webapp.models import Scan, Schedule, User
from webapp.services.schedules import history, running, runs

Fill = Callable[[Callable[[Schedule], object]], None]


@pytest.fixture
def fill(app: Flask, path: str) -> Fill:
    """Do something with Alice's schedule."""

    def do(make: Callable[[Schedule], object]) -> None:
        with app.app_context():
            make(db.session.scalars(select(Schedule)).one())

    return do


def section(client: FlaskClient, path: str) -> Tag:
    answer = client.get(path)
    assert answer.status_code == 200
    found = BeautifulSoup(answer.data, "lxml").select_one("[aria-labelledby=runs]")
    assert found
    return found


def texts(part: Tag, chosen: str) -> list[str]:
    return [" ".join(each.get_text().split()) for each in part.select(chosen)]


def test_before_the_first_one(alices: FlaskClient, path: str) -> None:
    part = section(alices, path)
    assert "No runs yet." in part.get_text()
    assert not part.select("table, nav")


@pytest.mark.usefixtures("on_both_databases")
def test_one_of_each(alices: FlaskClient, path: str, fill: Fill, app: Flask) -> None:
    fill(add_one_of_each)
    part = section(alices, path)
    outcomes = texts(part, "[data-label=Outcome]")
    assert outcomes == [
        "◐ Running",
        "● Ready ▲ 1 alert",
        f"■ Failed {BLOCKED}",
        f"▲ Left out {running.STILL_OPEN}",
        "● Ready",
        "○ Canceled",
        "○ Deleted since",
        "○ Deleted since",
    ]
    why = texts(part, "[data-label=Why]")
    assert (why[0], why[-1]) == ("Run now", "Not known")
    assert why[1].startswith("Caught up planned ")
    assert all(each.startswith("Due planned ") for each in why[2:-1])
    changes = texts(part, "[data-label=Change]")
    assert changes == ["–", "▼ −17 points since the run before", *["–"] * 6]
    scores = [ring["aria-label"] for ring in part.select("[data-label=Score] svg")]
    assert scores == ["Score: 74 of 100", "Score: 91 of 100"]


def test_each_leads_to_its_report(
    app: Flask, alices: FlaskClient, path: str, fill: Fill
) -> None:
    fill(add_one_of_each)
    part = section(alices, path)
    with app.app_context():
        ids = {scan.public_id for scan in db.session.scalars(select(Scan))}
    links = [str(link["href"]) for link in part.select("th a")]
    assert {link.removeprefix("/scans/") for link in links} == ids
    assert len(part.select("a[href='#alerts']")) == 1
    assert BeautifulSoup(alices.get(path).data, "lxml").select_one("h2#alerts")
    assert texts(part, "th .dim") == ["Page scan"] * 5


def test_a_change_leads_to_what_changed(
    app: Flask, alices: FlaskClient, path: str, fill: Fill, alice: User
) -> None:
    told = {"status": "FULL_READY", "user_id": alice.id}
    made = [make_scan(app, with_report=True, **told) for _ in range(2)]

    def add(schedule: Schedule) -> None:
        rows = db.session.execute(select(Scan.public_id, Scan.id))
        ids = dict(map(tuple, rows))
        before, scan = (ids[public_id] for public_id in made)
        add_run(schedule, 0, scan_id=scan, before_scan_id=before)

    fill(add)
    [link] = section(alices, path).select("[data-label=Change] a")
    assert " ".join(link.get_text().split()).startswith("= 0 points since")
    assert link["href"] == f"/scans/compare?id={made[0]}&id={made[1]}"
    assert alices.get(str(link["href"])).status_code == 200


def test_times_are_those_of_clocks_there(
    alices: FlaskClient, path: str, fill: Fill
) -> None:
    """Lord Howe Island is 11 or 10 1/2 hours ahead of UTC."""
    fill(lambda schedule: add_run(schedule, 2))
    part = section(alices, path)
    [begun, planned] = part.select("time")
    assert begun["datetime"] == planned["datetime"]
    assert str(begun["datetime"]).endswith("+00:00")
    assert begun.get_text().endswith(("UTC+11", "UTC+1030"))


def test_what_others_wrote_is_text_and_another_address_is_told(
    alices: FlaskClient, path: str, fill: Fill, alice: User
) -> None:
    def make(schedule: Schedule) -> None:
        told = {"status": "ERROR_CRAWL", "score": None, "error_message": EVIL}
        failed = add_scan(schedule, url="http://127.0.0.1/before", **told)
        add_run(schedule, 1, scan_id=failed.id)
        add_run(schedule, 2, scan_id=add_site(alice, score=None).id)

    fill(make)
    part = section(alices, path)
    assert not part.select("img")
    assert EVIL in texts(part, "[data-label=Outcome]")[0]
    page, site = texts(part, "th .dim")
    assert page == "Page scan of http://127.0.0.1/before"
    assert site == "Site scan of https://example.com/"
    links = [str(link["href"]) for link in part.select("th a")]
    assert [link.split("/")[1] for link in links] == ["scans", "sites"]


@pytest.mark.usefixtures("on_both_databases")
def test_in_pages(alices: FlaskClient, path: str, fill: Fill) -> None:
    number = 2 * history.PAGE_SIZE + 1

    def make(schedule: Schedule) -> None:
        for age in range(number):
            add_run(schedule, age, error_code="x", error_message=f"Because {age}.")

    fill(make)
    shown, there, pages = list[str](), path, 0
    while there:
        part = section(alices, there)
        shown += texts(part, "[data-label=Outcome] .dim")
        pages += 1
        assert f"Page {pages} of 3, {number} runs" in part.get_text()
        assert len(part.select("[rel=prev]")) == (pages > 1)
        older = part.select_one("[rel=next]")
        there = str(older["href"]) if older else ""
    assert shown == [f"Because {age}." for age in range(number)]
    assert pages == 3
    for odd in ("0", "-7", "x", "9" * 30, ""):
        part = section(alices, f"{path}?page={odd}")
        assert f" of 3, {number} runs" in part.get_text()


def test_it_says_how_long_they_are_kept(
    alices: FlaskClient, path: str, fill: Fill
) -> None:
    fill(lambda schedule: add_run(schedule, 0))
    [told] = texts(section(alices, path), "p.dim")
    assert f"kept for {runs.KEPT_SECONDS // 86400} days" in told
    assert f"the last {runs.KEPT} for longer" in told


@pytest.mark.usefixtures("on_both_databases")
def test_what_the_buttons_did(app: Flask, alices: FlaskClient, path: str) -> None:
    post(alices, f"{path}/run", page="/schedules/new")
    post(alices, f"{path}/run", page="/schedules/new")
    assert texts(section(alices, path), "[data-label=Outcome]") == ["◐ Running"]
    with app.app_context():
        scan = db.session.scalars(select(Scan.public_id)).one()
    post(alices, f"/scans/{scan}/cancel", page="/schedules/new")
    assert texts(section(alices, path), "[data-label=Outcome]") == ["○ Canceled"]
    post(alices, f"/scans/{scan}/delete", page="/schedules/new")
    part = section(alices, path)
    assert texts(part, "[data-label=Outcome]") == ["○ Deleted since"]
    assert not part.select("a")


def test_bob_does_not_see_them(app: Flask, path: str, bob: User, fill: Fill) -> None:
    fill(add_one_of_each)
    bobs = app.test_client()
    sign_in(bobs, bob)
    for page in ("", "?page=1"):
        assert bobs.get(path + page).status_code == 404
