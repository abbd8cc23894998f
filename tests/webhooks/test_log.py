"""What was sent to a webhook and how it went, as its page shows it."""

from __future__ import annotations

import uuid

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import select, update

from support.browser import post
from webapp.extensions import db
from webapp.models import WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional

EVIL = "<img src=x onerror=alert(1)>'\"{{7*7}}"
PAGE = "/webhooks"
on_both = pytest.mark.usefixtures("on_both_databases")


@transactional
def change(**values: object) -> None:
    """The one endpoint, or the deliveries where a name is theirs alone."""
    of_delivery = {"tries", "answer", "status", "due_at", "tried_at", "ended_at"}
    model = WebhookDelivery if set(values) & of_delivery else WebhookEndpoint
    db.session.execute(update(model).values(**values))


def send(client: FlaskClient, path: str, **values: object) -> str:
    """A test that has gone so far; the delivery's id."""
    assert post(client, f"{path}/test", page=PAGE).status_code == 303
    with client.application.app_context():
        if values:
            change(**values)
        newest = select(WebhookDelivery.id).order_by(WebhookDelivery.created_at.desc())
        return str(db.session.scalars(newest).first())


def text(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(BeautifulSoup(answer.data, "lxml").get_text().split())


def test_hostile_names_and_addresses_are_text(alices: FlaskClient, path: str) -> None:
    send(alices, path, answer=EVIL[:40], tries=1, body=EVIL)
    for shown in (PAGE, path, f"{path}/deliveries"):
        soup = BeautifulSoup(alices.get(shown).data, "lxml")
        assert not soup.select("[onerror], img, main b, script:not([src])")
        assert "onerror='&key=javascript:" in soup.get_text()
    assert EVIL in text(alices, path)


@on_both
def test_a_message_that_waits_is_watched(alices: FlaskClient, path: str) -> None:
    send(alices, path)
    poll = f'hx-get="{path}/deliveries" hx-trigger="every 2s"'
    assert poll in alices.get(path).text
    fragment = alices.get(f"{path}/deliveries", headers={"HX-Request": "true"}).text
    assert fragment.lstrip().startswith('<div id="webhook" ' + poll)
    assert "webhook.test" in fragment
    assert "Send again" not in fragment


@pytest.mark.parametrize(
    "state",
    [
        {"due_at": None, "status": "delivered", "tries": 1, "answer": "204"},
        {"due_at": db_now(300), "tries": 1, "answer": "500"},
        {"disabled_at": db_now(), "disabled_because": "410"},
        {"rests_until": db_now(300)},
    ],
    ids=["ended", "later", "off", "rests"],
)
def test_nothing_is_asked_where_nothing_goes_out_soon(
    alices: FlaskClient, path: str, state: dict[str, object]
) -> None:
    send(alices, path, **state)
    assert "hx-get" not in alices.get(path).text


def test_how_it_went_is_said_in_words(alices: FlaskClient, path: str) -> None:
    times = {"tried_at": db_now()}
    send(alices, path, tries=2, answer="503", due_at=db_now(290), **times)
    page = text(alices, path)
    assert "Failed so far: 503 Service Unavailable just now, 2 tries" in page
    assert "next try in 4 minutes" in page
    ended = {"due_at": None, "ended_at": db_now(), "status": "given up"}
    send(alices, path, tries=10, answer="tls_error", **times, **ended)
    assert "Given up: no secure connection just now, 10 tries" in text(alices, path)
    send(alices, path, tries=1, answer="204", **{**ended, "status": "delivered"})
    assert "Delivered: 204 No Content just now, 1 try" in text(alices, path)


def test_after_three_failures_the_page_says_what_helps(
    alices: FlaskClient, path: str
) -> None:
    send(alices, path, tries=2, answer="401", tried_at=db_now(1), due_at=db_now(99))
    with alices.application.app_context():
        change(failing_since=db_now(-9))
    assert "Nothing gets through." not in text(alices, path)
    with alices.application.app_context():
        change(tries=3)
    assert "Nothing gets through. The receiver turns the message" in text(alices, path)
    assert "■ Failing" in text(alices, PAGE)


@on_both
def test_send_again(alices: FlaskClient, path: str) -> None:
    ended = send(alices, path, due_at=None, status="given up", tries=10, answer="500")
    answer = post(alices, f"{path}/deliveries/{ended}/resend", page=PAGE)
    assert (answer.status_code, answer.location) == (303, path)
    assert "○ Waiting just now, next try now" in text(alices, path)
    unknown = f"{path}/deliveries/{uuid.uuid4()}/resend"
    assert post(alices, unknown, page=PAGE).status_code == 404
