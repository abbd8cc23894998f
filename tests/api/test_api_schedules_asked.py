"""Schedules over the API: refusals, asking again, other people; what was raised."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from api.test_api_schedules import PATH, URL, Api
from support.api import listed
from webapp.extensions import db
from webapp.models import Alert, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.alerts.news import Kind
from webapp.services.schedules import book


@pytest.fixture
def api(app: Flask, alice: User) -> Api:
    return Api(app, alice)


WRONG = [
    ({"url": 7}, "bad_url"),
    ({"url": " "}, "bad_url"),
    ({"url": "http://10.0.0.1/"}, "blocked_address"),
    ({"url": "http://10.0.0.1/", "target": "site"}, "blocked_address"),
    ({"name": "x" * 81}, "bad_name"),
    ({"target": "host"}, "bad_target"),
    ({"target": "page", "plan": {"max_pages": 7}}, "bad_plan"),
    ({"plan": None}, "bad_plan"),
    ({"plan": {"max_pages": 0}}, "bad_limit"),
    ({"plan": {"urls": ["https://b.example/"]}}, "other_site"),
    ({"when": []}, "bad_when"),
    ({"when": {"often": "yearly"}}, "bad_often"),
    ({"when": {"zone": "Europe/Atlantis"}}, "bad_zone"),
    ({"when": {"time": "24:00"}}, "bad_time"),
    ({"when": {"time": "06:00\n"}}, "bad_time"),
    ({"when": {"time": 6}}, "bad_time"),
    ({"when": {"often": "hourly", "minute": 60}}, "bad_time"),
    ({"when": {"often": "hourly", "minute": "1"}}, "bad_minute"),
    ({"when": {"often": "weekly", "weekday": 0}}, "bad_time"),
    ({"when": {"often": "monthly", "day": 29}}, "bad_time"),
    ({"when": {"often": "cron"}}, "bad_expression"),
    ({"when": {"often": "cron", "expression": "* * * * *"}}, "too_often"),
    ({"when": {"often": "cron", "expression": "0 0 */20 * 1L"}}, "never"),
    ({"alerts": {"fall": 101}}, "bad_fall"),
    ({"alerts": {"fall": "5"}}, "bad_fall"),
    ({"alerts": {"severity": ""}}, "bad_severity"),
    ({"alerts": {"pages": None}}, "bad_pages"),
    ({"is_paused": 1}, "bad_is_paused"),
]
UNKNOWN = [
    ({"zone": "UTC"}, '"zone" here'),
    ({"user_id": 1}, '"user_id" here'),
    ({"plan": {"url": URL}}, '"url" in "plan"'),
    ({"when": {"hour": 6}}, '"hour" in "when"'),
    ({"when": {"weekday": 1}}, '"weekday" in "when" where "often" is daily'),
    ({"alerts": {"score": 5}}, '"score" in "alerts"'),
    ({"x" * 500: 1}, f'"{"x" * 60}" here'),
]


@pytest.mark.parametrize(("body", "code"), WRONG)
def test_what_is_wrong_is_named(api: Api, body: dict[str, Any], code: str) -> None:
    status, told = api.create(**body)
    assert (status, told["error"]["code"]) == (422, code)
    _, made = api.create()
    status, told = api.one("PATCH", made["id"], **body)
    assert (status, told["error"]["code"]) == (422, code)
    assert api.ask("GET", PATH, PATH)[1]["items"][0]["url"] == URL


@pytest.mark.parametrize(("body", "said"), UNKNOWN)
def test_a_field_that_nobody_knows(api: Api, body: dict[str, Any], said: str) -> None:
    _, made = api.create()
    for status, told in (api.create(**body), api.one("PATCH", made["id"], **body)):
        assert (status, told["error"]["code"]) == (422, "unknown_field")
        assert f"There is no field {said}" in told["error"]["message"]
    assert len(api.ask("GET", PATH, PATH)[1]["items"]) == 1


def test_an_address_is_wanted(api: Api) -> None:
    status, told = api.ask("POST", PATH, PATH, json={"name": "A"})
    assert (status, told["error"]["code"]) == (422, "bad_url")


def test_asking_again(api: Api) -> None:
    body = {"name": " A ", "plan": {"max_pages": 5}, "alerts": {"fall": None}}
    status, first = api.create("one", **body)
    assert (status, api.create("one", **body)) == (201, (201, first))
    status, told = api.create("one", **{**body, "name": "B"})
    assert (status, told["error"]["code"]) == (422, "idempotency_key_reused")
    assert api.create("two", **body)[1]["id"] != first["id"]
    assert api.create(**body)[1]["id"] != first["id"]
    assert api.create("é", **body)[1]["error"]["code"] == "bad_idempotency_key"
    assert len(api.ask("GET", PATH, PATH)[1]["items"]) == 3
    # It is known while the schedule is there.
    api.one("DELETE", first["id"])
    assert api.create("one", name="B")[0] == 201


def test_a_key_is_its_users_own(api: Api, app: Flask, bob: User) -> None:
    ids = {who.create("one")[1]["id"] for who in (api, Api(app, bob))}
    assert len(ids) == 2


def test_as_many_as_may_be(
    api: Api, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MAX_SCHEDULES", 3)
    made = [api.create("first")[1], api.create()[1], api.create()[1]]
    assert api.create()[1]["error"]["code"] == "too_many_schedules"
    assert api.create("first") == (201, made[0])
    _, part = api.ask("GET", f"{PATH}?limit=2", PATH)
    _, rest = api.ask("GET", part["links"]["next"], PATH)
    found = [*part["items"], *rest["items"]]
    assert [one["id"] for one in found] == [one["id"] for one in made]
    assert rest["next_cursor"] is None


def test_others_find_nothing_and_a_token_is_wanted(
    api: Api, app: Flask, bob: User
) -> None:
    _, made = api.create()
    other, nobody = Api(app, bob), Api(app, bob)
    nobody.headers = {}
    assert other.ask("GET", PATH, PATH) == (200, listed())
    assert nobody.ask("GET", PATH, PATH)[0] == nobody.create()[0] == 401
    for method, rest in [
        ("GET", ""),
        ("GET", "/alerts"),
        ("POST", "/run"),
        ("PATCH", ""),
        ("DELETE", ""),
    ]:
        assert other.one(method, made["id"], rest)[0] == 404, rest
        assert nobody.one(method, made["id"], rest)[0] == 401, rest
    assert api.one("GET", made["id"]) == (200, made)


@transactional
def raise_some(alice: User, schedule_id: str, *, is_of_site: bool) -> None:
    own = uuid.UUID(schedule_id)
    parts = {"is_of_site": is_of_site, "url": URL, "scan": "new", "before": "old"}
    check = {"title": "No title", "severity": "serious", "pages": 2}
    found = [
        (Kind.CHECKS, {"number": 1, "checks": [check]}),
        (Kind.SCORE, {"before": 90, "after": 71}),
    ]
    now = db.session.scalars(select(db_now())).one()
    for kind, news in found:
        row = {"schedule_id": own, "user_id": alice.id, "scan_id": uuid.uuid4()}
        more = {"parts": {**parts, "found": news}, "by_mail": False, "created_at": now}
        db.session.add(Alert(**row, **more, kind=kind))


@pytest.mark.parametrize(("target", "kind"), [("page", "scans"), ("site", "sites")])
def test_what_was_raised(
    api: Api, app: Flask, alice: User, target: str, kind: str
) -> None:
    _, made = api.create(target=target)
    assert api.one("GET", made["id"], "/alerts") == (200, listed())
    with app.app_context():
        raise_some(alice, made["id"], is_of_site=target == "site")
    _, first = api.one("GET", made["id"], "/alerts?limit=1")
    _, rest = api.one("GET", made["id"], f"/alerts?cursor={first['next_cursor']}")
    told = {one["kind"]: one for one in [*first["items"], *rest["items"]]}
    fell, newly = told["score_fell"], told["check_failed"]
    assert fell["text"] == "The score fell from 90 to 71."
    assert fell["links"]["run"] == f"/api/v1/{kind}/new"
    assert "old" in fell["links"]["html"]
    assert newly["lines"][0].startswith("No title (serious)")
    assert api.one("GET", made["id"], "/alerts?limit=0")[0] == 422
