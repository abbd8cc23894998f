"""JSON API v1, and its description held against it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.scans import make_scan
from webapp.api.openapi import SCAN
from webapp.models import User
from webapp.services import api_tokens


@pytest.fixture
def token(app: Flask, alice: User) -> dict[str, str]:
    with app.app_context():
        made = api_tokens.create(alice, "test")
    text = made if isinstance(made, str) else made[0]
    return {"Authorization": f"Bearer {text}"}


def test_a_submission_is_202_with_the_scan(client: FlaskClient) -> None:
    answer = client.post("/api/v1/scans", json={"url": "a.example"})
    assert answer.status_code == 202
    scan = answer.get_json()
    assert set(scan) == set(SCAN["properties"])  # type: ignore[arg-type]
    assert (scan["status"], scan["progress"], scan["attempt"]) == ("QUEUED", 0, 0)
    assert answer.location == scan["links"]["self"]
    one = client.get(answer.location).get_json()
    assert (one["error"], one["report"]) == (None, None)
    assert set(scan["links"]) == {"self", "html"}
    assert "Set-Cookie" not in answer.headers


def test_asking_again_gives_the_scan_that_runs(
    client: FlaskClient, token: dict[str, str]
) -> None:
    def submit(body: dict[str, Any], **headers: str) -> str:
        answer = client.post("/api/v1/scans", json=body, headers={**token, **headers})
        assert answer.status_code == 202
        return str(answer.get_json()["id"])

    url = {"url": "a.example"}
    first = submit(url)
    assert submit(url) == first
    forced = submit({**url, "force": True}, **{"Idempotency-Key": "k1"})
    assert forced != first
    assert submit({**url, "force": True}, **{"Idempotency-Key": "k1"}) == forced


def test_a_key_is_for_one_request(client: FlaskClient) -> None:
    key = {"Idempotency-Key": "one"}
    client.post("/api/v1/scans", json={"url": "a.example"}, headers=key)
    other = client.post("/api/v1/scans", json={"url": "b.example"}, headers=key)
    assert (other.status_code, other.get_json()["error"]["code"]) == (
        422,
        "idempotency_key_reused",
    )


def test_too_many_submissions_are_429(app: Flask, client: FlaskClient) -> None:
    for number in range(10):
        made = client.post("/api/v1/scans", json={"url": f"a{number}.example"})
        assert made.status_code == 202
    answer = client.post("/api/v1/scans", json={"url": "one-more.example"})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (
        429,
        "rate_limited",
    )
    assert 0 < int(answer.headers["Retry-After"]) <= 3600


@pytest.mark.parametrize(
    ("options", "status", "code"),
    [
        ({"data": "url=a.example"}, 415, "bad_content_type"),
        ({"data": "{", "content_type": "application/json"}, 400, "bad_json"),
        ({"data": b"\xff", "content_type": "application/json"}, 400, "bad_json"),
        ({"json": []}, 400, "bad_json"),
        ({"json": {}}, 422, "bad_url"),
        ({"json": {"url": 7}}, 422, "bad_url"),
        ({"json": {"url": ["a.example"]}}, 422, "bad_url"),
        ({"json": {"url": " "}}, 422, "bad_url"),
        ({"json": {"url": "http://a.example/\ud800"}}, 422, "bad_url"),
        ({"json": {"url": "http://a.example/" + "ä" * 1500}}, 422, "bad_url"),
        ({"json": {"url": "a.example", "force": "yes"}}, 422, "bad_force"),
        ({"json": {"url": "ftp://a.example"}}, 422, "bad_scheme"),
        ({"json": {"url": "http://10.0.0.1/"}}, 422, "blocked_address"),
        ({"json": {"url": "http://a@b.example/"}}, 422, "userinfo"),
        ({"json": {"url": "a" * 70_000}}, 413, "request_entity_too_large"),
    ],
)
def test_bad_submissions_have_a_code_and_a_sentence(
    client: FlaskClient, options: dict[str, Any], status: int, code: str
) -> None:
    answer = client.post("/api/v1/scans", **options)
    assert answer.status_code == status
    error = answer.get_json()["error"]
    assert error["code"] == code
    assert error["message"].endswith(".")


def test_a_users_scans_are_listed_and_canceled(
    app: Flask, client: FlaskClient, token: dict[str, str]
) -> None:
    made = client.post("/api/v1/scans", json={"url": "a.example"}, headers=token)
    path = made.get_json()["links"]["self"]
    assert client.get(path).status_code == 404
    listed = client.get("/api/v1/scans", headers=token).get_json()
    assert [scan["url"] for scan in listed["items"]] == ["https://a.example/"]
    answer = client.post(f"{path}/cancel", headers=token)
    assert answer.get_json()["status"] == "CANCELED"
    again = client.post(f"{path}/cancel", headers=token)
    assert (again.status_code, again.get_json()["status"]) == (200, "CANCELED")


def test_a_visitors_api_scan_cannot_be_canceled(client: FlaskClient) -> None:
    made = client.post("/api/v1/scans", json={"url": "a.example"}).get_json()
    answer = client.post(f"{made['links']['self']}/cancel")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (
        403,
        "not_yours",
    )
    assert client.get("/api/v1/scans").get_json()["total"] == 0


def test_an_error_is_told(app: Flask, client: FlaskClient) -> None:
    public_id = make_scan(
        app, status="ERROR_CRAWL", error_code="http_404", error_message="Gone."
    )
    found = client.get(f"/api/v1/scans/{public_id}").get_json()
    assert found["error"] == {"code": "http_404", "message": "Gone."}


def test_a_report_is_told(app: Flask, client: FlaskClient) -> None:
    public_id = make_scan(app, with_report=True, status="TEASER_READY")
    report = client.get(f"/api/v1/scans/{public_id}").get_json()["report"]
    assert report["schema"] == 1


def test_unknown_paths_and_methods_are_json(client: FlaskClient) -> None:
    for answer, status in (
        (client.get("/api/v1/nothing"), 404),
        (client.get("/api/v1/scans/x"), 404),
        (client.delete("/api/v1/scans"), 405),
    ):
        assert answer.status_code == status
        assert set(answer.get_json()["error"]) == {"code", "message"}


DELIVERY = "<string:delivery>"


def test_the_description_has_every_route(app: Flask, client: FlaskClient) -> None:
    told = client.get("/api/v1/openapi.json").get_json()
    described = {
        (method.upper(), path)
        for path, methods in told["paths"].items()
        for method in methods
    }
    routes = {
        (method, re.sub(r"<[^>]*>", "{id}", rule.rule.replace(DELIVERY, "{delivery}")))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith("api.")
        for method in rule.methods or ()
        if method not in ("HEAD", "OPTIONS")
    }
    assert described == routes
