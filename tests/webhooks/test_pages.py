"""A user's webhooks in the browser: add, look, steer; nobody else's."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support.browser import new_id, post, sign_in
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.transactions import transactional
from webapp.services.webhooks import endpoints, events
from webapp.services.webhooks.events import CHOICES, Event

#: The gate lets no markup through; this is as odd as it gets.
URL = "https://hooks.example.com/in?onerror='&key=javascript:alert(1)"
EVIL = "<img src=x onerror=alert(1)>'\"{{7*7}}"
SECRET = re.compile(r"whsec_[\w+/]{43}=")
PAGE = "/webhooks"
ACTIONS = ("change", "test", "rotate", "disable", "enable", "delete")
on_both = pytest.mark.usefixtures("on_both_databases")


def add(client: FlaskClient, chosen: Iterable[str] = CHOICES, **form: str):  # type: ignore[no-untyped-def]
    return post(client, PAGE, {"url": URL, "events": list(chosen)} | form, page=PAGE)


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.data, "lxml").get_text().split())


@on_both
def test_the_secret_is_shown_once(alices: FlaskClient) -> None:
    assert "You have no webhooks." in alices.get(PAGE).text
    answer = add(alices, name="Our <b>tracker</b>")
    assert answer.status_code == 201
    secret = SECRET.search(answer.text)
    assert secret
    soup = BeautifulSoup(answer.data, "lxml")
    button = soup.select_one("button[data-copy]")
    assert button
    assert button.has_attr("hidden"), "without script it would do nothing"
    assert soup.select_one(str(button["data-copy"])).get_text() == secret[0]  # type: ignore[union-attr]
    page = soup.select_one(".actions a")["href"]  # type: ignore[index]
    for path in (PAGE, str(page)):
        shown = alices.get(path).text
        assert "whsec_" not in shown
        assert "Our &lt;b&gt;tracker&lt;/b&gt;" in shown


@on_both
def test_a_reload_adds_no_other_webhook(alices: FlaskClient) -> None:
    form = {"new_id": new_id(alices.get(PAGE).text)}
    assert add(alices, **form).status_code == 201
    again = add(alices, **form)
    assert again.status_code == 409
    assert "This webhook was added already" in again.text
    assert not SECRET.search(again.text)
    rows = BeautifulSoup(alices.get(PAGE).text, "lxml").select("table.webhooks th a")
    assert len(rows) == 1
    assert add(alices, new_id=new_id(again.text)).status_code == 201


def test_no_cache_keeps_the_secret(alices: FlaskClient) -> None:
    assert add(alices).headers["Cache-Control"] == "no-store"


def test_every_event_is_chosen_at_first(alices: FlaskClient) -> None:
    soup = BeautifulSoup(alices.get(PAGE).data, "lxml")
    boxes = soup.select("[name=events]")
    assert [box["value"] for box in boxes if box.has_attr("checked")] == list(CHOICES)
    assert not any(box.has_attr("required") for box in boxes)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"url": ""}, "url-error"),
        ({"url": "http://hooks.example.com/"}, "url-error"),
        ({"url": "https://10.0.0.1/"}, "url-error"),
        ({"url": "hooks example"}, "url-error"),
        ({"name": "x" * 81}, "name-error"),
        ({"events": []}, "events-error"),
        ({"events": ["scan.no_such"]}, "events-error"),
    ],
)
def test_what_is_refused_is_told_at_its_field_and_nothing_typed_is_lost(
    alices: FlaskClient, wrong: dict[str, object], field: str
) -> None:
    form = {"url": URL, "name": EVIL, "events": [Event.FAILED.value]} | wrong
    answer = post(alices, PAGE, form, page=PAGE)
    assert answer.status_code == 422
    soup = BeautifulSoup(answer.data, "lxml")
    error = soup.find(id=field)
    assert error
    assert error.get_text()
    assert soup.select_one(f"[aria-describedby~={field}]")
    for name in ("url", "name"):
        assert soup.select_one(f"#{name}")["value"] == form[name]  # type: ignore[index]
    checked = [box["value"] for box in soup.select("[name=events][checked]")]
    assert checked == ([Event.FAILED] if "events" not in wrong else [])


def test_so_many_and_no_more(
    alices: FlaskClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoints, "MAX_ENDPOINTS", 1)
    answer = add(alices)
    assert answer.status_code == 422
    alert = BeautifulSoup(answer.data, "lxml").select_one("[role=alert]")
    assert alert
    assert "At most 10 webhooks" not in alert.get_text()
    assert "delete one" in alert.get_text()


@on_both
def test_a_new_secret(alices: FlaskClient, path: str) -> None:
    answer = post(alices, f"{path}/rotate", page=PAGE)
    assert answer.status_code == 200
    assert SECRET.search(answer.text)
    assert "signs as well for 1 day" in " ".join(answer.text.split())
    page = alices.get(path).text
    assert "whsec_" not in page
    assert "Signs as well until" in page


@on_both
def test_a_reload_makes_no_other_secret(alices: FlaskClient, path: str) -> None:
    """It would end at once the one that the receiver knows."""
    soup = BeautifulSoup(alices.get(path).text, "lxml")
    button = soup.find("button", string="Make a new secret")
    assert button is not None
    action = str(button.find_parent("form")["action"])  # type: ignore[index]
    assert post(alices, action, page=path).status_code == 200
    known = alices.get(path).text
    again = post(alices, action, page=path)
    assert again.status_code == 409
    assert "Its secret was changed since" in again.text
    assert not SECRET.search(again.text)
    assert marks(alices.get(path).text) == marks(known)


def marks(page: str) -> list[str]:
    return re.findall(r"instead_of=(\w+)", page)


@on_both
def test_off_on_and_gone(alices: FlaskClient, path: str) -> None:
    assert post(alices, f"{path}/disable", page=PAGE).location == path
    for shown in (PAGE, path):
        assert "○ Off: you turned it off, just now" in text(alices, shown)
    assert post(alices, f"{path}/test", page=PAGE).status_code == 409
    assert post(alices, f"{path}/enable", page=PAGE).location == path
    assert "● On" in text(alices, path)
    assert post(alices, f"{path}/delete", page=PAGE).location == PAGE
    assert alices.get(path).status_code == 404
    assert "You have no webhooks." in text(alices, PAGE)


def test_bob_finds_nothing_of_alices(app: Flask, path: str, bob: User) -> None:
    with app.app_context():
        endpoint = db.session.scalars(select(WebhookEndpoint)).one()
        transactional(events.add)(endpoint, Event.TEST, {})
        delivery = db.session.scalars(select(WebhookDelivery.id)).one()
    bobs = app.test_client()
    sign_in(bobs, bob)
    assert "hooks.example.com" not in bobs.get(PAGE).text
    for below in ("", "/deliveries"):
        assert bobs.get(path + below).status_code == 404
    for below in (*ACTIONS, f"deliveries/{delivery}/resend"):
        assert post(bobs, f"{path}/{below}", page=PAGE).status_code == 404
    own = add(bobs)
    mine = BeautifulSoup(own.data, "lxml").select_one(".actions a")["href"]  # type: ignore[index]
    stolen = post(bobs, f"{mine}/deliveries/{delivery}/resend", page=PAGE)
    assert stolen.status_code == 404


def test_a_visitor_is_led_to_sign_in(client: FlaskClient, path: str) -> None:
    for shown in (PAGE, path, f"{path}/deliveries"):
        assert client.get(shown).location == f"/auth/login?next={shown}"
    for action in ("", *(f"/{action}" for action in ACTIONS)):
        answer = post(client, (path if action else PAGE) + action)
        assert (answer.status_code, answer.location) == (303, "/auth/login")


def test_a_form_from_elsewhere_does_nothing(alices: FlaskClient, path: str) -> None:
    for target in (PAGE, *(f"{path}/{action}" for action in ACTIONS)):
        assert alices.post(target, data={"url": URL}).status_code == 400
    assert "● On" in text(alices, path)


def test_tests_are_not_sent_without_end(alices: FlaskClient, path: str) -> None:
    found = [post(alices, f"{path}/test", page=PAGE).status_code for _ in range(21)]
    assert found == [303] * 20 + [429]
