"""Asking for a link, and the page that it leads to."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from rq import Queue

from config import load_settings
from support.browser import PASSWORD, csrf_token, post, sign_in
from support.valkey import Valkey
from webapp import queues
from webapp.models import User
from webapp.services import password_resets

NEW = "another long enough password"


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return environ | {"SMTP_URL": "smtp://127.0.0.1:9", "REDIS_URL": valkey.url}


@pytest.fixture
def queue(environ: dict[str, str]) -> Iterator[Queue]:
    connection = queues.connect(load_settings(environ))
    yield queues.get_queue("xenlixai_maintenance", connection)
    connection.close()


@pytest.fixture
def token(app: Flask, alice: User) -> str:
    with app.app_context():
        return password_resets.issue(alice.id)


def ask(client: FlaskClient, email: str):  # type: ignore[no-untyped-def]
    return post(client, "/auth/forgot", {"email": email}, page="/auth/forgot")


def test_a_job_is_made_that_knows_no_address(
    client: FlaskClient, alice: User, queue: Queue
) -> None:
    answer = ask(client, " Alice@Example.com ")
    assert answer.location == "/auth/login"
    assert (
        "a link to set a new password is on its way" in client.get("/auth/login").text
    )
    (job,) = queue.jobs
    assert job.kwargs == {"user_id": str(alice.id)}
    assert job.retries_left


def test_the_same_for_somebody_unknown(client: FlaskClient, queue: Queue) -> None:
    answer = ask(client, "nobody@example.com")
    assert answer.location == "/auth/login"
    (job,) = queue.jobs
    assert uuid.UUID(job.kwargs["user_id"])


def test_what_is_no_address_is_told(client: FlaskClient, queue: Queue) -> None:
    answer = ask(client, "nobody")
    assert answer.status_code == 422
    assert "Enter an e-mail address such as" in answer.text
    assert queue.jobs == []


def test_one_account_gets_three_messages_an_hour(
    app: Flask, client: FlaskClient, queue: Queue
) -> None:
    for email in ("a@example.com", "A@example.com", "a@example.com"):
        assert ask(client, email).status_code == 303
    answer = ask(client, "a@example.com")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "Too many attempts" in answer.text
    assert len(queue.jobs) == 3


def test_redis_away_is_told(client: FlaskClient, valkey: Valkey) -> None:
    token = csrf_token(client, "/auth/forgot")
    valkey.stop()
    form = {"email": "alice@example.com", "csrf_token": token}
    for _ in range(5):  # which counts for nothing: no message went out
        answer = client.post("/auth/forgot", data=form)
        assert answer.status_code == 503
        assert "Please try again in a few minutes" in answer.text


def test_without_a_mail_server_nothing_is_offered(
    app: Flask, client: FlaskClient
) -> None:
    assert "Forgot your password?" in client.get("/auth/login").text
    app.extensions["settings"] = dataclasses.replace(
        app.extensions["settings"], mail_server=None
    )
    assert "Forgot your password?" not in client.get("/auth/login").text
    answer = client.get("/auth/forgot")
    assert answer.status_code == 404
    assert "ask an operator" in answer.text


def test_the_link_sets_a_new_password(
    client: FlaskClient, alice: User, token: str
) -> None:
    page = f"/auth/reset?token={token}"
    assert "alice@example.com" in client.get(page).text
    answer = post(client, page, {"new_password": NEW}, page=page)
    assert answer.location == "/auth/login"
    sign_in(client, alice, NEW)
    assert client.get(page).status_code == 404


def test_a_weak_password_is_told_beside_its_field(
    client: FlaskClient, alice: User, token: str
) -> None:
    page = f"/auth/reset?token={token}"
    answer = post(client, page, {"new_password": "short"}, page=page)
    assert answer.status_code == 422
    assert 'id="new_password-error"' in answer.text
    sign_in(client, alice, PASSWORD)


@pytest.mark.parametrize("token", ["", "wrong", "\0", "é" * 5000])
def test_other_links_are_told_to_be_over(client: FlaskClient, token: str) -> None:
    answer = client.get("/auth/reset", query_string={"token": token})
    assert answer.status_code == 404
    assert "not good any more" in answer.text


def test_a_form_of_another_site_changes_nothing(
    client: FlaskClient, alice: User, token: str
) -> None:
    answer = client.post(f"/auth/reset?token={token}", data={"new_password": NEW})
    assert answer.status_code == 400
    sign_in(client, alice, PASSWORD)
