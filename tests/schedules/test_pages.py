"""A user's schedules in the browser: make, look, steer; nobody else's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from schedules.conftest import EVIL, URL, WEEKLY
from support.browser import post
from webapp.domain.site_plan import SitePlan
from webapp.extensions import db
from webapp.models import Schedule, User
from webapp.services.schedules import book
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing, next_run

PAGE, NEW = "/schedules", "/schedules/new"
ACTIONS = ("change", "pause", "resume", "run", "delete")
#: What a browser sends of a form that was left as it is, but for the address.
USUAL = {
    "url": URL,
    "target": "page",
    "max_pages": "500",
    "often": "daily",
    "minute": "0",
    "weekday": "1",
    "day": "1",
    "time": "06:00",
    "expression": "",
    "zone": "Europe/Berlin",
    "name": "",
}
on_both = pytest.mark.usefixtures("on_both_databases")


def make(client: FlaskClient, **typed: str):  # type: ignore[no-untyped-def]
    return post(client, PAGE, USUAL | typed, page=NEW)


def soup_of(client: FlaskClient, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.data, "lxml")


def text(client: FlaskClient, path: str) -> str:
    return " ".join(soup_of(client, path).get_text().split())


def only(app: Flask) -> tuple[Schedule, Timing, SitePlan | None]:
    with app.app_context():
        found = db.session.scalars(select(Schedule)).one()
        return found, book.timing_of(found), book.plan_of(found)


@on_both
def test_make_one_and_find_it(app: Flask, alices: FlaskClient) -> None:
    assert "You have no schedules." in text(alices, PAGE)
    answer = make(alices, name="Our <b>page</b>", often="weekly", weekday="7")
    assert answer.status_code == 303
    schedule, timing, plan = only(app)
    assert answer.location == f"{PAGE}/{schedule.id}"
    assert timing == Timing(Often.WEEKLY, "Europe/Berlin", hour=6, weekday=7)
    assert (schedule.url, plan) == (URL, None)
    for shown in (PAGE, answer.location):
        assert "Our <b>page</b>" in text(alices, shown)
        assert "every Sunday at 06:00, Europe/Berlin" in text(alices, shown)
        assert "● On" in text(alices, shown)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"often": "hourly", "minute": "20"}, Timing(Often.HOURLY, minute=20)),
        ({"often": "daily", "minute": "20"}, Timing(Often.DAILY, hour=6)),
        ({"often": "monthly", "day": "31"}, Timing(Often.MONTHLY, hour=6, day=31)),
        (
            {"often": "cron", "expression": " 5 9 * *  1-5", "time": ""},
            Timing(Often.CRON, expression="5 9 * * 1-5"),
        ),
    ],
)
def test_only_the_fields_that_fit_count(
    app: Flask, alices: FlaskClient, typed: dict[str, str], expected: Timing
) -> None:
    assert make(alices, zone="UTC", **typed).status_code == 303
    assert only(app)[1] == expected


def test_a_site_and_how_much_of_it(app: Flask, alices: FlaskClient) -> None:
    assert make(alices, target="site", max_pages="40").status_code == 303
    _, _, plan = only(app)
    assert plan
    assert (plan.start_url, plan.max_pages) == (URL, 40)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": ""}, "url"),
        ({"url": "not a url"}, "url"),
        ({"target": "all"}, "target"),
        ({"target": "site", "max_pages": "0"}, "max_pages"),
        ({"target": "site", "max_pages": "many"}, "max_pages"),
        ({"often": "yearly"}, "often"),
        ({"often": "hourly", "minute": "60"}, "minute"),
        ({"often": "weekly", "weekday": "8"}, "weekday"),
        ({"often": "monthly", "day": "30"}, "day"),
        ({"time": "25:00"}, "time"),
        ({"often": "cron", "expression": "* * * * *"}, "expression"),
        ({"often": "cron", "expression": "<b>"}, "expression"),
        ({"zone": "Europe/Atlantis"}, "zone"),
        ({"name": "x" * 81}, "name"),
    ],
)
def test_what_is_refused_is_told_at_its_field_and_nothing_typed_is_lost(
    alices: FlaskClient, wrong: dict[str, str], field: str
) -> None:
    answer = post(alices, PAGE, USUAL | {"name": EVIL} | wrong, page=NEW)
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.data, "lxml")
    error = soup.find(id=f"{field}-error")
    assert error
    assert error.get_text()
    assert not re.search("valid|Field", error.get_text()), "in WTForms' words"
    assert soup.select_one(f"[aria-describedby~={field}-error]")
    for name in ("url", "name", "expression"):
        typed = (USUAL | {"name": EVIL} | wrong)[name]
        assert soup.select_one(f"#{name}")["value"] == typed  # type: ignore[index]


def test_so_many_and_no_more(
    alices: FlaskClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MAX_SCHEDULES", 1)
    answer = make(alices)
    assert answer.status_code == 422
    alert = BeautifulSoup(answer.data, "lxml").select_one("[role=alert]")
    assert alert
    assert "delete one" in alert.get_text()


def test_a_link_may_fill_in_the_address(alices: FlaskClient) -> None:
    soup = soup_of(alices, f"{NEW}?url=https://example.com/%22")
    assert soup.select_one("#url")["value"] == 'https://example.com/"'  # type: ignore[index]
    assert soup.select_one("[data-browser-zone]"), "the browser's zone is the default"


def test_the_next_runs_there_and_in_utc(
    app: Flask, alices: FlaskClient, path: str
) -> None:
    rows = soup_of(alices, path).select(".coming tbody tr")
    moment = only(app)[0].next_at
    assert len(rows) == 5
    for row in rows:
        assert moment is not None
        there, utc = (cell.get_text() for cell in row.select("th, td"))
        assert there[:4] == "Fri "
        assert "07:05 UTC+1" in there
        assert utc == f"{moment:%a %Y-%m-%d %H:%M}"
        moment = next_run(WEEKLY, moment)


def test_in_utc_a_run_is_told_once(alices: FlaskClient) -> None:
    made = make(alices, zone="UTC")
    rows = soup_of(alices, made.location).select(".coming tr")
    assert len(rows) == 6
    assert {len(row.select("th, td")) for row in rows} == {1}


@on_both
def test_change_it(app: Flask, alices: FlaskClient, path: str) -> None:
    soup = soup_of(alices, f"{path}/change")
    form = fields_of(soup)
    assert form["zone"] == "Australia/Lord_Howe"
    assert (form["often"], form["weekday"], form["time"]) == ("weekly", "5", "07:05")
    assert form["name"] == EVIL
    assert not soup.select_one("[data-browser-zone]"), "it has its zone already"
    before = only(app)[0]
    wanted = form | {"often": "hourly", "minute": "9", "target": "site"}
    answer = post(alices, f"{path}/change", wanted, page=NEW)
    assert (answer.status_code, answer.location) == (303, path)
    schedule, timing, plan = only(app)
    assert schedule.id == before.id
    assert timing == Timing(Often.HOURLY, "Australia/Lord_Howe", minute=9)
    assert plan
    assert "every hour, 9 minutes past" in text(alices, path)
    wrong = post(alices, f"{path}/change", wanted | {"minute": "99"}, page=NEW)
    assert wrong.status_code == 422
    assert 'id="minute-error"' in wrong.text


def fields_of(soup: BeautifulSoup) -> dict[str, Any]:
    form = soup.select_one("form.schedule")
    assert form
    found = {
        field["name"]: field.get("value", "")
        for field in form.select("input")
        if field.get("type") != "radio" or field.has_attr("checked")
    }
    for select_ in form.select("select"):
        [chosen] = select_.select("option[selected]")
        found[select_["name"]] = chosen["value"]
    del found["csrf_token"]
    return found


def test_what_the_form_does_not_show_of_a_plan_stays(
    app: Flask, alices: FlaskClient, alice: User
) -> None:
    with app.app_context():
        plan = SitePlan("", max_pages=7, exclude=("/x/*",), finds_keyphrases=True)
        made = book.create(alice, Wanted(URL, WEEKLY, plan=plan))
        path = f"{PAGE}/{made.id}/change"
    form = fields_of(soup_of(alices, path)) | {"max_pages": "8"}
    assert post(alices, path, form, page=NEW).status_code == 303
    _, _, kept = only(app)
    assert kept
    assert (kept.max_pages, kept.exclude) == (8, ("/x/*",))
    assert kept.finds_keyphrases
