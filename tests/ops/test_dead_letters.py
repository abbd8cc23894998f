"""Scans that were given up: seen, requeued, discarded, by operators alone."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from support.browser import post, sign_in
from support.scans import HOSTILE, make_letter
from support.valkey import Valkey
from webapp.domain.role import Role
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import AuditEntry, DeadLetter, Scan, User
from webapp.models.transactions import transactional
from webapp.queues import get_queue
from webapp.services import accounts
from webapp.services.operations import dead_letters

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
    assert noted(app) == [("dead_letter.requeue", "http://x.example/", 1)]
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


def test_reasons_have_numbers_and_lead_to_their_letters(
    app: Flask, olga: FlaskClient
) -> None:
    for number in range(2):
        make_letter(app, f"http://x.example/{number}")
    make_other_letter(app)
    html = olga.get(PAGE).text
    assert re.findall(r'data-label="Letters">(\d+)<', html) == ["2", "1"]
    assert "Requeue all 3" in html
    narrow = olga.get(f"{PAGE}?code=not_delivered").text
    assert narrow.count('<article class="dead-letter">') == 1
    assert "Discard the one of not_delivered" in narrow
    assert "There are none" not in olga.get(f"{PAGE}?code=other").text


def make_other_letter(app: Flask) -> uuid.UUID:
    scan_id, letter = make_letter(app, "http://other.example/")
    with app.app_context():
        rename(letter)
    return scan_id


@transactional
def rename(letter: int) -> None:
    db.session.get_one(DeadLetter, letter).code = "not_delivered"


def test_a_group_is_requeued_and_the_others_stay(
    app: Flask, olga: FlaskClient, valkey: Valkey
) -> None:
    made = [make_letter(app) for _ in range(2)]
    scans = [scan_id for scan_id, _ in made]
    other = make_other_letter(app)
    form = {"code": "worker_lost", "up_to": str(made[-1][1])}
    answer = post(olga, f"{PAGE}/requeue?code=worker_lost", form, page=PAGE)
    assert answer.location == f"{PAGE}?code=worker_lost"
    assert "2 put back; their senders take turns." in olga.get(answer.location).text
    assert [status_of(app, each) for each in scans] == [("QUEUED", 0)] * 2
    assert status_of(app, other) == ("ERROR_CRAWL", 4)
    assert letters(app) == 1
    assert get_queue("xenlixai_queue", valkey.client).job_ids == [], "they are held"
    assert noted(app) == [("dead_letter.requeue", "dead letters of worker_lost", 2)]


def test_all_are_discarded_but_what_came_later(
    app: Flask, olga: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dead_letters, "PRESS", 2)
    scan_id, _ = make_letter(app)
    make_letter(app)
    last = make_letter(app)[1]
    make_letter(app)
    form = {"up_to": str(last)}
    answer = post(olga, f"{PAGE}/discard", form, page=PAGE)
    assert "2 of 3 discarded: press again" in olga.get(answer.location).text
    for _ in range(2):
        post(olga, f"{PAGE}/discard", form, page=PAGE)
    assert letters(app) == 1
    assert status_of(app, scan_id) == ("ERROR_CRAWL", 4)
    assert [number for _, _, number in noted(app)] == [2, 1]


@pytest.mark.parametrize("up_to", [None, "", "abc", "1.5"])
@pytest.mark.parametrize("action", ["requeue", "discard"])
def test_without_a_bound_nothing_is_done(
    app: Flask, olga: FlaskClient, action: str, up_to: str | None
) -> None:
    make_letter(app)
    form = {} if up_to is None else {"up_to": up_to}
    assert post(olga, f"{PAGE}/{action}", form, page=PAGE).status_code == 422
    assert (letters(app), noted(app)) == (1, [])


def noted(app: Flask) -> list[tuple[str, str, int]]:
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.action, row.target, row.number) for row in rows]


def test_a_viewer_looks_and_presses_nothing(
    app: Flask, client: FlaskClient, bob: User
) -> None:
    _, letter = make_letter(app)
    with app.app_context():
        accounts.set_role(bob.id, Role.VIEWER)
    sign_in(client, bob)
    assert "<button" not in client.get(PAGE).text.partition("<main")[2]
    for path in (f"{letter}/requeue", f"{letter}/discard", "requeue", "discard"):
        assert post(client, f"{PAGE}/{path}", page="/account").status_code == 403
    assert letters(app) == 1
    assert noted(app) == []


def test_it_is_for_operators(app: Flask, client: FlaskClient, alice: User) -> None:
    assert client.get(PAGE).status_code == 303  # to the login page
    _, letter = make_letter(app)
    sign_in(client, alice)
    assert client.get(PAGE).status_code == 403
    answer = post(client, f"{PAGE}/{letter}/requeue", page="/account")
    assert answer.status_code == 403
    assert letters(app) == 1
