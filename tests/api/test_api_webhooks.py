"""Webhooks over the API, each answer as the description tells it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.api import Api as AnyApi
from support.api import listed
from webapp.models import User
from webapp.services import api_tokens
from webapp.services.webhooks import endpoints, sending
from webapp.services.webhooks.events import CHOICES

PATH = "/api/v1/webhooks"
URL = "http://127.0.0.1:9/hook"


class Api(AnyApi):
    def create(self, **body: Any) -> tuple[int, Any]:
        return self.ask("POST", PATH, PATH, json=body)

    def one(self, method: str, webhook_id: str, rest: str = "") -> tuple[int, Any]:
        rule = f"{PATH}/{{id}}{rest}"
        return self.ask(method, f"{PATH}/{webhook_id}{rest}", rule)


@pytest.fixture
def api(app: Flask, alice: User) -> Api:
    return Api(app, alice)


def test_from_the_first_to_the_last(api: Api, app: Flask) -> None:
    assert api.ask("GET", PATH, PATH) == (200, listed())
    status, made = api.create(url=URL, name="Builds", events=["scan.full_ready"])
    assert status == 201
    secret = made.pop("secret")
    assert api.one("GET", made["id"]) == (200, made)
    assert api.ask("GET", PATH, PATH) == (200, listed(made))
    assert (made["is_on"], made["events"]) == (True, ["scan.full_ready"])

    status, changed = api.one("POST", made["id"], "/secret")
    assert status == 200
    assert changed["secret"] not in ("", secret)

    with app.app_context():
        [endpoint] = endpoints.list_for(api_user(api))
        endpoints.test(endpoint)
        sending.deliver(endpoint.id)
    _, log = api.one("GET", made["id"], "/deliveries")
    [delivery] = log["items"]
    assert delivery["event"] == "webhook.test"
    assert (delivery["status"], delivery["tries"]) == ("waiting", 1)
    assert delivery["answer"] == "connection_failed"
    assert secret not in json.dumps(log)

    assert api.one("DELETE", made["id"])[0] == 204
    assert api.one("GET", made["id"])[0] == 404
    assert api.one("DELETE", made["id"])[0] == 404


def api_user(api: Api) -> User:
    user = api_tokens.find_user(api.headers["Authorization"].partition(" ")[2])
    assert user is not None
    return user


def test_all_events_unless_some_are_chosen(api: Api) -> None:
    _, made = api.create(url=URL)
    assert made["events"] == [str(event) for event in CHOICES]
    assert made["name"] == ""


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({}, "bad_url"),
        ({"url": 7}, "bad_url"),
        ({"url": ""}, "bad_url"),
        ({"url": "ftp://a.example"}, "bad_scheme"),
        ({"url": "https://user@a.example"}, "userinfo"),
        ({"url": "http://10.0.0.1/"}, "blocked_address"),
        ({"url": URL, "events": "scan.full_ready"}, "bad_events"),
        ({"url": URL, "events": []}, "bad_events"),
        ({"url": URL, "events": ["scan.*"]}, "bad_events"),
        ({"url": URL, "name": 7}, "bad_name"),
    ],
)
def test_refusals(api: Api, body: dict[str, Any], code: str) -> None:
    status, told = api.create(**body)
    assert (status, told["error"]["code"]) == (422, code)


def test_others_find_nothing(api: Api, app: Flask, bob: User) -> None:
    _, made = api.create(url=URL)
    other = Api(app, bob)
    assert other.ask("GET", PATH, PATH) == (200, listed())
    for method, rest in [
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/secret"),
        ("GET", "/deliveries"),
    ]:
        assert other.one(method, made["id"], rest)[0] == 404
    assert api.one("GET", made["id"])[0] == 200


def test_without_a_token_nothing(client: FlaskClient) -> None:
    assert client.get(PATH).status_code == 401
    assert client.post(PATH, json={"url": URL}).status_code == 401
    odd = client.get(f"{PATH}/no-uuid", headers={"Authorization": "Bearer x"})
    assert odd.status_code in (401, 404)
