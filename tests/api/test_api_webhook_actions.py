"""What a program does with a webhook that stands: change, steer, test, send again."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from support.api import Api as AnyApi
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.webhooks.events import CHOICES

PATH = "/api/v1/webhooks"
URL = "http://127.0.0.1:9/hook"
LOST = f"msg_{0:032x}"


class Api(AnyApi):
    def create(self) -> str:
        status, made = self.ask("POST", PATH, PATH, json={"url": URL, "name": "Builds"})
        assert status == 201
        return str(made["id"])

    def act(self, webhook_id: str, action: str) -> tuple[int, Any]:
        rule = f"{PATH}/{{id}}/{action}"
        return self.ask("POST", f"{PATH}/{webhook_id}/{action}", rule)

    def change(self, webhook_id: str, **options: Any) -> tuple[int, Any]:
        return self.ask("PATCH", f"{PATH}/{webhook_id}", f"{PATH}/{{id}}", **options)

    def resend(self, webhook_id: str, delivery_id: str) -> tuple[int, Any]:
        path = f"{PATH}/{webhook_id}/deliveries/{delivery_id}/resend"
        rule = f"{PATH}/{{id}}/deliveries/{{delivery}}/resend"
        return self.ask("POST", path, rule)


@pytest.fixture
def api(app: Flask, alice: User) -> Api:
    return Api(app, alice)


@transactional
def change(
    model: type[WebhookEndpoint] | type[WebhookDelivery], **values: object
) -> None:
    db.session.execute(update(model).values(**values))


def code(answer: tuple[int, Any]) -> tuple[int, str]:
    return answer[0], answer[1]["error"]["code"]


def test_what_is_named_is_changed_and_the_rest_stays(api: Api) -> None:
    made = api.create()
    status, told = api.change(made, json={"url": "https://a.example/in"})
    assert (status, told["url"], told["name"]) == (
        200,
        "https://a.example/in",
        "Builds",
    )
    assert told["events"] == [str(event) for event in CHOICES]
    _, told = api.change(made, json={"events": ["scan.failed"], "name": ""})
    assert (told["url"], told["name"]) == ("https://a.example/in", "")
    assert told["events"] == ["scan.failed"]
    assert api.change(made, json={}) == (200, told)
    assert api.ask("GET", f"{PATH}/{made}", f"{PATH}/{{id}}") == (200, told)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"url": 7}, "bad_url"),
        ({"url": None}, "bad_url"),
        ({"url": ""}, "bad_url"),
        ({"url": "ftp://a.example"}, "bad_scheme"),
        ({"url": "http://93.184.215.14/"}, "bad_scheme"),
        ({"url": "http://10.0.0.1/"}, "blocked_address"),
        ({"events": []}, "bad_events"),
        ({"events": None}, "bad_events"),
        ({"events": ["webhook.test"]}, "bad_events"),
        ({"name": 7}, "bad_name"),
    ],
)
def test_a_bad_change_is_refused_whole(
    api: Api, body: dict[str, Any], problem: str
) -> None:
    made = api.create()
    answer = api.change(made, json={"name": "Other", **body})
    assert code(answer) == (422, problem)
    assert "scanned" not in answer[1]["error"]["message"]
    _, told = api.ask("GET", f"{PATH}/{made}", f"{PATH}/{{id}}")
    assert (told["url"], told["name"]) == (URL, "Builds")


def test_a_change_is_an_object_of_json(api: Api) -> None:
    made = api.create()
    assert code(api.change(made, json=[])) == (400, "bad_json")
    assert code(api.change(made, data="x")) == (415, "bad_content_type")


def test_off_and_on(api: Api, app: Flask) -> None:
    made = api.create()
    for _ in range(2):
        status, told = api.act(made, "disable")
        assert (status, told["is_on"], told["off_because"]) == (200, False, "by you")
    assert {"enable"} == set(told["links"]) - {"self", "html", "deliveries"}
    assert code(api.act(made, "test")) == (409, "webhook_off")
    with app.app_context():
        change(WebhookEndpoint, disabled_because="410", failing_since=db_now(-9))
    for _ in range(2):
        status, told = api.act(made, "enable")
        assert (status, told["is_on"], told["off_because"]) == (200, True, None)
    assert told["failing_since"] is None
    assert (
        api.client.post(told["links"]["test"], headers=api.headers).status_code == 202
    )


def test_a_test_and_the_same_message_again(api: Api, app: Flask) -> None:
    made = api.create()
    status, sent = api.act(made, "test")
    assert (status, sent["event"], sent["status"]) == (202, "webhook.test", "waiting")
    assert sent["links"] == {}
    assert code(api.resend(made, sent["id"])) == (409, "on_its_way")
    with app.app_context():
        change(WebhookDelivery, due_at=None, status="given up", ended_at=db_now())
    log = f"{PATH}/{made}/deliveries"
    _, listed = api.ask("GET", log, f"{PATH}/{{id}}/deliveries")
    [ended] = listed["items"]
    assert ended["links"] == {"resend": f"{log}/{sent['id']}/resend"}
    status, again = api.resend(made, sent["id"])
    assert (status, again["id"], again["status"]) == (202, sent["id"], "waiting")
    assert again["ended_at"] is None
    with app.app_context():
        change(WebhookDelivery, due_at=None)
        change(WebhookEndpoint, disabled_at=db_now())
    assert code(api.resend(made, sent["id"])) == (409, "webhook_off")


@pytest.mark.parametrize("delivery", [LOST, "msg_", "x", f"MSG_{0:032x}", f"{0:032x}"])
def test_an_unknown_delivery_is_not_found(api: Api, delivery: str) -> None:
    assert code(api.resend(api.create(), delivery)) == (404, "not_found")


def test_others_find_nothing(api: Api, app: Flask, bob: User) -> None:
    made = api.create()
    _, sent = api.act(made, "test")
    with app.app_context():
        change(WebhookDelivery, due_at=None)
    other = Api(app, bob)
    for action in ("enable", "disable", "test", "secret"):
        assert code(other.act(made, action)) == (404, "not_found")
    assert code(other.change(made, json={"name": "Mine"})) == (404, "not_found")
    assert code(other.resend(made, sent["id"])) == (404, "not_found")
    assert code(other.resend(other.create(), sent["id"])) == (404, "not_found")
    _, told = api.ask("GET", f"{PATH}/{made}", f"{PATH}/{{id}}")
    assert (told["is_on"], told["name"]) == (True, "Builds")


def test_without_a_token_nothing(api: Api) -> None:
    made = api.create()
    path = f"{PATH}/{made}"
    assert api.client.patch(path, json={"name": ""}).status_code == 401
    for action in ("enable", "disable", "test", f"deliveries/{LOST}/resend"):
        assert api.client.post(f"{path}/{action}").status_code == 401


def test_messages_are_not_asked_for_without_end(api: Api) -> None:
    made = api.create()
    for _ in range(20):
        assert api.act(made, "test")[0] == 202
    told = api.act(made, "test")
    assert code(told) == (429, "rate_limited")
    assert "messages" in told[1]["error"]["message"]
    assert code(api.resend(made, LOST)) == (429, "rate_limited")
    assert api.act(made, "disable")[0] == 200
