"""Whatever is sent, the answer is JSON with a code, and never a 500."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.models import User
from webapp.services import api_tokens

pytestmark = pytest.mark.usefixtures("on_both_databases")

BODIES = [
    b"",
    b"null",
    b"true",
    b"NaN",
    b"7",
    b"1" * 5000,
    b"[" * 60_000,
    b'{"url":' + b"[" * 50_000,
    b'{"url":' * 8_000,
    b"\xff\xfe\x00",
    b'{"url": "a.example"',
    b'{"url": "a.example", "url": 7}',
    b'{"url": "\\ud800"}',
    b'{"url": "http://a.example/\\u0000"}',
    b'{"url": "http://[::1"}',
    b'{"url": "http://a.example:99999/"}',
    b'{"url": "http://a.example:-1/"}',
    b'{"url": "javascript:alert(1)"}',
    b'{"url": "a.example\\r\\nHost: b.example"}',
    b'{"url": "http://127.0.0.1@10.0.0.1/"}',
    json.dumps({"url": "http://xn--\u202e/"}).encode(),
    json.dumps({"url": "a" * 60_000}).encode(),
    json.dumps({"url": {"url": "a.example"}}).encode(),
]


@pytest.fixture
def token(app: Flask, alice: User) -> dict[str, str]:
    with app.app_context():
        return {"Authorization": f"Bearer {api_tokens.create(alice, 'test')}"}


def test_bodies(client: FlaskClient) -> None:
    for body in BODIES:
        answer = client.post(
            "/api/v1/scans", data=body, content_type="application/json"
        )
        assert answer.status_code in (400, 422), body[:60]
        assert set(answer.get_json()["error"]) == {"code", "message"}


@pytest.mark.parametrize("name", ["user_id", "queue", "x", "\ud800", "\0", "<b>"])
def test_unknown_fields_are_refused(client: FlaskClient, name: str) -> None:
    answer = client.post("/api/v1/scans", json={"url": "a.example", name: {}})
    assert answer.status_code == 422
    assert answer.get_json()["error"]["code"] == "unknown_field"


@pytest.mark.parametrize("page", ["abc", "-1", "0", "9" * 30, "1e3", "%00", ""])
def test_page_numbers(client: FlaskClient, token: dict[str, str], page: str) -> None:
    answer = client.get(f"/api/v1/scans?page={page}", headers=token)
    assert (answer.status_code, answer.get_json()["page"]) == (200, 1)


@pytest.mark.parametrize("query", ["%00", "%25", "_", "'--", "%F0%9F%92%A9", "%FF"])
def test_queries(client: FlaskClient, token: dict[str, str], query: str) -> None:
    assert client.get(f"/api/v1/scans?q={query}", headers=token).status_code == 200


@pytest.mark.parametrize(
    "name", ["%00", "a" * 5000, "%F0%9F%92%A9", "'", "1", "%2e%2e"]
)
@pytest.mark.parametrize("action", ["", "/cancel"])
def test_ids(
    client: FlaskClient, token: dict[str, str], name: str, action: str
) -> None:
    path = f"/api/v1/scans/{name}{action}"
    method = "POST" if action == "/cancel" else "GET"
    answer = client.open(path, method=method, headers=token)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (
        404,
        "not_found",
    )


@pytest.mark.parametrize("sent", ["Bearer", "Bearer ", "Bearer x", "Basic eA==", "x"])
def test_tokens(client: FlaskClient, sent: str) -> None:
    answer = client.get("/api/v1/scans", headers={"Authorization": sent})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (
        401,
        "bad_token",
    )
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_cookie_is_nobody(client: FlaskClient) -> None:
    client.set_cookie("xenlix_visitor", "A" * 43)
    made = client.post("/api/v1/scans", json={"url": "a.example"}).get_json()
    assert client.post(f"{made['links']['self']}/cancel").status_code == 403


class TestWithTheQueueFull:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return {**environ, "QUEUE_CAP": "1"}

    def test_the_answer_says_when_to_come_back(self, client: FlaskClient) -> None:
        client.post("/api/v1/scans", json={"url": "a.example"})
        answer = client.post("/api/v1/scans", json={"url": "b.example"})
        assert answer.status_code == 503
        assert answer.get_json()["error"]["code"] == "queue_full"
        assert int(answer.headers["Retry-After"]) > 0


class TestWithoutAnonymousScans:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return {**environ, "ANONYMOUS_SCANS": "0"}

    def test_a_token_is_wanted(
        self, client: FlaskClient, token: dict[str, str]
    ) -> None:
        body = {"url": "a.example"}
        answer = client.post("/api/v1/scans", json=body)
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (
            401,
            "sign_in_required",
        )
        assert client.post("/api/v1/scans", json=body, headers=token).status_code == 202
