"""Schedules over the API, each answer as the description tells it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update

from support.api import Api as AnyApi
from support.api import listed
from webapp.extensions import db
from webapp.models import Scan, Schedule, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional

PATH = "/api/v1/schedules"
URL = "http://127.0.0.1:9/"


class Api(AnyApi):
    def create(self, key: str = "", **body: Any) -> tuple[int, Any]:
        headers = {"Idempotency-Key": key} if key else {}
        return self.ask("POST", PATH, PATH, json={"url": URL, **body}, headers=headers)

    def one(
        self, method: str, schedule_id: str, rest: str = "", **body: Any
    ) -> tuple[int, Any]:
        rule = f"{PATH}/{{id}}{rest.partition('?')[0]}"
        sent = {"json": body} if method == "PATCH" else {}
        return self.ask(method, f"{PATH}/{schedule_id}{rest}", rule, **sent)

    def changed(self, schedule_id: str, **body: Any) -> Any:
        status, told = self.one("PATCH", schedule_id, **body)
        assert status == 200, told
        assert self.one("GET", schedule_id) == (200, told)
        return told


@pytest.fixture
def api(app: Flask, alice: User) -> Api:
    return Api(app, alice)


@transactional
def write(statement: Any) -> None:
    db.session.execute(statement)


def test_from_the_first_to_the_last(api: Api) -> None:
    assert api.ask("GET", PATH, PATH) == (200, listed())
    status, made = api.create()
    assert status == 201
    assert made["when"] == {"often": "daily", "zone": "UTC", "time": "06:00"}
    assert (made["target"], made["plan"], made["last_run"]) == ("page", None, None)
    assert made["alerts"]["fall"] == 5
    assert len(made["next_runs"]) == 5
    assert made["next_runs"][0] == made["next_at"]
    assert api.one("GET", made["id"]) == (200, made)
    [told] = api.ask("GET", PATH, PATH)[1]["items"]
    assert told == {k: v for k, v in made.items() if k not in ("plan", "next_runs")}
    assert api.one("DELETE", made["id"])[0] == 204
    for method in ("GET", "DELETE", "PATCH"):
        assert api.one(method, made["id"])[0] == 404


def test_all_that_the_form_takes_and_more(api: Api) -> None:
    alerts = {
        "fall": None,
        "severity": "critical",
        "failures": False,
        "pages": False,
        "by_mail": False,
        "by_webhook": False,
    }
    when = {"often": "monthly", "day": 31, "time": "23:05", "zone": "Australia/Sydney"}
    plan = {"max_pages": 7, "exclude": ["/old/*"], "keyphrases": True}
    asked = {"name": "Shop", "target": "site", "plan": plan, "when": when}
    status, made = api.create(**asked, alerts=alerts, is_paused=True)
    assert status == 201
    assert (made["name"], made["target"], made["is_paused"]) == ("Shop", "site", True)
    assert (made["when"], made["alerts"]) == (when, alerts)
    assert made["in_words"] == "on the last day of every month at 23:05"
    assert made["plan"].items() >= plan.items()
    assert (made["next_at"], made["next_runs"]) == (None, [])


@pytest.mark.parametrize(
    "when",
    [
        {"often": "hourly", "minute": 30, "zone": "UTC"},
        {"often": "weekly", "weekday": 7, "time": "00:00", "zone": "Europe/Berlin"},
        {"often": "cron", "expression": "0 9 * * 1-5", "zone": "Asia/Tokyo"},
    ],
)
def test_when_is_told_as_it_was_asked_for(api: Api, when: dict[str, Any]) -> None:
    _, made = api.create(when=when)
    assert made["when"] == when
    assert api.changed(made["id"], when=made["when"]) == made


def test_what_is_not_named_stays(api: Api) -> None:
    when = {"often": "weekly", "weekday": 3, "time": "07:00", "zone": "Europe/Paris"}
    plan = {"max_pages": 9, "include": ["/a/*"]}
    _, made = api.create(name="A", when=when, plan=plan, alerts={"fall": 9})
    own = made["id"]
    assert api.changed(own) == made
    told = api.changed(own, when={"time": "08:30"}, plan={"max_pages": 3})
    assert told["when"] == {**when, "time": "08:30"}
    assert told["plan"] == {**made["plan"], "max_pages": 3}
    told = api.changed(own, alerts={"pages": False}, name="")
    assert told["alerts"] == {**made["alerts"], "pages": False}
    assert (told["name"], told["plan"]["max_pages"]) == ("", 3)
    told = api.changed(own, url=f"{URL}b", when={"often": "daily"})
    # Of another kind the time of day is as usual, and the zone what it was.
    assert told["when"] == {"often": "daily", "time": "06:00", "zone": "Europe/Paris"}
    assert (told["url"], told["plan"]["include"]) == (f"{URL}b", ["/a/*"])
    told = api.changed(own, target="page")
    assert (told["target"], told["plan"]) == ("page", None)
    assert api.changed(own, target="site")["plan"]["max_pages"] == 500


def test_a_list_stays_until_something_else_is_scanned(api: Api, app: Flask) -> None:
    _, made = api.create(plan={"urls": [f"{URL}a", f"{URL}b"]})
    assert (made["plan"]["source"], made["plan"]["max_pages"]) == ("list", 2)
    assert api.changed(made["id"], plan={"max_depth": 1})["plan"]["max_pages"] == 2
    api.one("POST", made["id"], "/run")
    with app.app_context():
        assert db.session.query(SiteScan).one().left == 2
    told = api.changed(made["id"], plan={"source": "crawl", "max_pages": 5})
    assert (told["plan"]["source"], told["plan"]["max_pages"]) == ("crawl", 5)


def test_pause_and_resume(api: Api) -> None:
    _, made = api.create()
    paused = api.changed(made["id"], is_paused=True)
    assert (paused["is_paused"], paused["next_at"]) == (True, None)
    # A change of something else leaves it so.
    assert api.changed(made["id"], when={"time": "07:00"})["next_at"] is None
    resumed = api.changed(made["id"], is_paused=False, when={"time": "06:00"})
    assert (resumed["is_paused"], resumed["next_at"]) == (False, made["next_at"])


def test_a_change_is_made_whole_or_not_at_all(api: Api) -> None:
    _, made = api.create()
    wrong = {"name": "B", "is_paused": True, "alerts": {"fall": 0}}
    assert api.one("PATCH", made["id"], **wrong)[0] == 422
    assert api.one("GET", made["id"]) == (200, made)


def test_run_now(api: Api, app: Flask) -> None:
    _, page = api.create()
    status, told = api.one("POST", page["id"], "/run")
    run = told["last_run"]
    assert (status, run["status"], run["score"]) == (202, "QUEUED", None)
    assert told["next_at"] == page["next_at"]
    assert api.ask("GET", run["links"]["self"], "/api/v1/scans/{id}")[0] == 200
    status, told = api.one("POST", page["id"], "/run")
    assert (status, told["error"]["code"]) == (409, "still_running")

    with app.app_context():
        ended = {"status": "FULL_READY", "finished_at": db_now(), "score": 71}
        write(update(Scan).values(**ended))
    assert api.one("GET", page["id"])[1]["last_run"]["score"] == 71
    with app.app_context():
        write(delete(Scan))
    told = api.one("GET", page["id"])[1]
    assert (told["last_run"], told["last_at"] is None) == (None, False)

    _, site = api.create(target="site", is_paused=True)
    run = api.one("POST", site["id"], "/run")[1]["last_run"]
    assert run["status"] == "DISCOVERING"
    assert api.ask("GET", run["links"]["self"], "/api/v1/sites/{id}")[0] == 200
    [_, listed_site] = api.ask("GET", PATH, PATH)[1]["items"]
    assert listed_site["last_run"] == run


def test_where_a_run_leads_and_what_is_left(api: Api) -> None:
    _, made = api.create(url="https://a.example/")
    answer = api.client.post(made["links"]["run"], headers=api.headers)
    links = answer.get_json()["last_run"]["links"]
    assert answer.headers["Location"] == links["self"]
    assert answer.headers["RateLimit"].startswith('"pages-per-hour";r=599;')


def test_why_a_run_was_left_out(api: Api, app: Flask) -> None:
    _, made = api.create()
    assert made["problem"] is None
    with app.app_context():
        write(update(Schedule).values(last_problem="Too many scans are waiting."))
    told = api.one("GET", made["id"])[1]
    assert told["problem"] == "Too many scans are waiting."


def test_a_time_zone_that_is_gone(api: Api, app: Flask) -> None:
    _, made = api.create()
    with app.app_context():
        write(update(Schedule).values(zone="Europe/Atlantis"))
    assert api.one("GET", made["id"])[1]["next_runs"] == [made["next_at"]]
    assert api.one("PATCH", made["id"], is_paused=True)[0] == 200
    status, told = api.one("PATCH", made["id"], is_paused=False)
    assert (status, told["error"]["code"]) == (422, "bad_zone")
    assert api.one("PATCH", made["id"], when={"zone": "UTC"}, is_paused=False)[0] == 200
