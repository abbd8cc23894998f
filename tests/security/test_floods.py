"""B25: too many, too much, and all at once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import csrf_token
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.services import api_tokens

BOTH = pytest.mark.usefixtures("on_both_databases")
FORM = "application/x-www-form-urlencoded"
MANY = 10_000


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    """As on the internet: targets in allowed networks count against no limit."""
    return {**environ, "SCAN_ALLOWED_NETWORKS": ""}


def stored(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Scan).count()


def test_a_thousand_submits_end_in_429(app: Flask, client: FlaskClient) -> None:
    found = []
    for number in range(1000):
        answer = client.post("/api/v1/scans", json={"url": f"a{number}.example"})
        found.append(answer.status_code)
    assert found == [202] * 10 + [429] * 990
    assert answer.get_json()["error"]["code"] == "rate_limited"
    assert int(answer.headers["Retry-After"]) > 0
    assert stored(app) == 10


def test_bad_addresses_end_in_429_too(client: FlaskClient) -> None:
    found = [
        client.post("/api/v1/scans", json={"url": "http://10.0.0.1/"}).status_code
        for _ in range(70)
    ]
    assert found == [422] * 60 + [429] * 10


@BOTH
def test_one_page_a_hundred_times_at_once_is_one_scan(app: Flask, alice: User) -> None:
    with app.app_context():
        headers = {"Authorization": f"Bearer {api_tokens.create(alice, 'test')}"}

    def press(_: int) -> Any:
        sent = {"json": {"url": "a.example"}, "headers": headers}
        return app.test_client().post("/api/v1/scans", **sent)  # type: ignore[arg-type]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(press, range(100)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.get_json()["id"] for answer in answers}) == 1
    assert stored(app) == 1


BODIES = {
    "1 MB in a field": (FORM, b"urls=" + b"a" * 1_000_000),
    "10,000 fields": (FORM, b"&".join(b"field%d=x" % n for n in range(MANY))),
    "10,000 parts": (
        "multipart/form-data; boundary=b",
        b"--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n" * MANY + b"--b--",
    ),
    "101 small parts": (
        "multipart/form-data; boundary=b",
        b"--b\r\nContent-Disposition: form-data; name=x\r\n\r\n\r\n" * 101 + b"--b--",
    ),
}


@pytest.mark.parametrize(("kind", "body"), BODIES.values(), ids=BODIES.keys())
@pytest.mark.parametrize("path", ["/scans", "/auth/login", "/auth/register"])
def test_large_forms_are_413(
    client: FlaskClient, path: str, kind: str, body: bytes
) -> None:
    token = {"X-CSRFToken": csrf_token(client, "/")}
    answer = client.post(path, data=body, content_type=kind, headers=token)
    assert answer.status_code == 413
    assert "The request is too large." in answer.text


def test_large_json_is_413(client: FlaskClient) -> None:
    body = json.dumps({"url": "a" * 1_000_000})
    answer = client.post("/api/v1/scans", data=body, content_type="application/json")
    assert answer.status_code == 413
    assert answer.get_json()["error"]["message"].endswith(".")
