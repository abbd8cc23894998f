"""Scans that were given up: seen, requeued, discarded, by operators alone."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from support.browser import post, sign_in
from support.scans import HOSTILE, make_letter
from support.valkey import Valkey
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import DeadLetter, Scan, User
from webapp.queues import get_queue

pytestmark = pytest.mark.usefixtures("on_both_databases")
PAGE = "/ops/dead-letters"


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    return environ


def letters(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(DeadLetter)) or 0


def status_of(app: Flask, scan_id: uuid.UUID) -> tuple[str, int]:
    with app.app_context():
        scan = db.session.get_one(Scan, scan_id)
        return scan.status, scan.tries


@pytest.fixture
def olga(client: FlaskClient, operator: User) -> FlaskClient:
    sign_in(client, operator)
    return client


def test_an_empty_page_says_so(olga: FlaskClient) -> None:
    assert "There are none" in olga.get(PAGE).get_data(as_text=True)


def test_a_letter_says_what_and_why_and_escapes_it(
    app: Flask, olga: FlaskClient
) -> None:
    make_letter(app)
    html = olga.get(PAGE).get_data(as_text=True)
    assert "worker_lost" in html
    assert "http://x.example/" in html
    assert HOSTILE not in html
    assert html.count("&lt;img src=x") == 2


def test_requeue_starts_the_scan_anew(
    app: Flask, olga: FlaskClient, valkey: Valkey
) -> None:
    scan_id, letter = make_letter(app)
    assert post(olga, f"{PAGE}/{letter}/requeue", page=PAGE).status_code == 303
    assert status_of(app, scan_id) == ("QUEUED", 0)
    assert letters(app) == 0
    assert get_queue("xenlixai_queue", valkey.client).job_ids == [f"scan-{scan_id}-2"]


def test_discard_leaves_the_scan_as_it_ended(
    app: Flask, olga: FlaskClient, valkey: Valkey
) -> None:
    scan_id, letter = make_letter(app)
    assert post(olga, f"{PAGE}/{letter}/discard", page=PAGE).status_code == 303
    assert status_of(app, scan_id) == ("ERROR_CRAWL", 4)
    assert letters(app) == 0
    assert get_queue("xenlixai_queue", valkey.client).job_ids == []


@pytest.mark.parametrize("action", ["requeue", "discard"])
def test_twice_is_told(app: Flask, olga: FlaskClient, action: str) -> None:
    make_letter(app)  # so that the page has a form to take the token from
    _, letter = make_letter(app)
    assert post(olga, f"{PAGE}/{letter}/{action}", page=PAGE).status_code == 303
    assert post(olga, f"{PAGE}/{letter}/{action}", page=PAGE).status_code == 404


def test_a_scan_that_goes_on_already_is_not_started_again(
    app: Flask, olga: FlaskClient
) -> None:
    scan_id, letter = make_letter(app, status=ScanStatus.RUNNING)
    assert post(olga, f"{PAGE}/{letter}/requeue", page=PAGE).status_code == 409
    assert status_of(app, scan_id)[0] == "RUNNING"


def test_many_have_pages(app: Flask, olga: FlaskClient) -> None:
    for number in range(27):
        make_letter(app, f"http://x.example/{number}")
    first, last = (olga.get(f"{PAGE}?page={n}").get_data(as_text=True) for n in (1, 99))
    assert "27 in all" in first
    assert "http://x.example/26" in first
    assert "http://x.example/0" in last
    assert "http://x.example/26" not in last


def test_it_is_for_operators(app: Flask, client: FlaskClient, alice: User) -> None:
    assert client.get(PAGE).status_code == 303  # to the login page
    _, letter = make_letter(app)
    sign_in(client, alice)
    assert client.get(PAGE).status_code == 403
    answer = post(client, f"{PAGE}/{letter}/requeue", page="/account")
    assert answer.status_code == 403
    assert letters(app) == 1
