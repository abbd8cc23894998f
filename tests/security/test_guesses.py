"""B23: who guesses ids of scans reads 404, and after too many 429."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import csrf_token
from webapp.security import guesses


def guess(client: FlaskClient, number: int) -> None:
    """So many ids, on pages and in the API in turn."""
    for turn in range(number):
        folder = ("/scans", "/api/v1/scans")[turn % 2]
        assert client.get(f"{folder}/guess-{turn}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/scans/x", "/scans/x/report.json", "/scans/x/progress", "/api/v1/scans/x"],
)
def test_guessing_ends(client: FlaskClient, path: str) -> None:
    guess(client, 120)
    answer = client.get(path)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 61
    if path.startswith("/api/"):
        error = {"code": "rate_limited", "message": guesses.SENTENCE}
        assert answer.get_json()["error"] == error
    else:
        assert guesses.SENTENCE in answer.text


@pytest.mark.parametrize("action", ["cancel", "retry", "delete"])
def test_guessing_with_forms_ends_too(client: FlaskClient, action: str) -> None:
    guess(client, 119)
    token = {"csrf_token": csrf_token(client, "/")}
    found = [client.post(f"/scans/x/{action}", data=token) for _ in range(2)]
    assert [answer.status_code for answer in found] == [404, 429]


def test_another_address_is_not_held_up(app: Flask, client: FlaskClient) -> None:
    guess(client, 120)
    other = app.test_client()
    other.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert other.get("/scans/x").status_code == 404


def test_scans_that_one_may_see_do_not_count(client: FlaskClient) -> None:
    made = client.post("/api/v1/scans", json={"url": "a.example"}).get_json()
    path = made["links"]["self"]
    assert {client.get(path).status_code for _ in range(130)} == {200}
