"""How much may still be submitted stands in the headers, before it is too much."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from support.api import bearer
from webapp.models import User
from webapp.services import submission_quota

SCANS, SITES = "/api/v1/scans", "/api/v1/sites"


def quota(answer: TestResponse) -> tuple[int, int, int, int]:
    """q, w, r and t."""
    policy = re.fullmatch(
        r'"pages-per-hour";q=(\d+);w=(\d+)', answer.headers["RateLimit-Policy"]
    )
    left = re.fullmatch(
        r'"pages-per-hour";r=(\d+)(?:;t=(\d+))?', answer.headers["RateLimit"]
    )
    assert policy
    assert left
    return int(policy[1]), int(policy[2]), int(left[1]), int(left[2] or 0)


def submit(client: FlaskClient, url: str, **options: Any) -> TestResponse:
    return client.post(SCANS, json={"url": url}, **options)


def test_a_visitors_hour(client: FlaskClient) -> None:
    assert quota(client.get(SCANS)) == (10, 3600, 10, 0)
    for number in range(10):
        q, w, left, reset = quota(submit(client, f"a{number}.example"))
        assert (q, w, left) == (10, 3600, 9 - number)
        assert 3590 < reset <= 3600
    answer = submit(client, "one-more.example")
    assert answer.status_code == 429
    assert quota(answer)[2] == 0
    # Both say when there is more.
    assert abs(int(answer.headers["Retry-After"]) - quota(answer)[3]) <= 1


def test_a_user_has_a_limit_of_their_own(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    headers = bearer(app, alice)
    assert quota(submit(client, "a.example", headers=headers))[:3] == (600, 3600, 599)
    site = {"url": "https://b.example/"}
    answer = client.post(SITES, json=site, headers=headers)
    assert quota(answer)[2] == 598
    assert quota(client.get(SITES, headers=headers))[2] == 598
    # What is refused costs nothing.
    assert quota(submit(client, "ftp://a.example", headers=headers))[2] == 598
    # What is inside of the allowed networks neither.
    assert quota(submit(client, "127.0.0.1:9", headers=headers))[2] == 598
    assert quota(client.get(SCANS))[:3] == (10, 3600, 10)


@pytest.mark.parametrize("sent", ["Bearer x", "x"])
def test_who_is_not_known_is_told_nothing(client: FlaskClient, sent: str) -> None:
    answer = client.get(SCANS, headers={"Authorization": sent})
    assert answer.status_code == 401
    assert not {"RateLimit", "RateLimit-Policy"} & set(answer.headers.keys())


def test_other_routes_tell_nothing(client: FlaskClient) -> None:
    assert "RateLimit" not in client.get("/api/v1/openapi.json").headers
    assert "RateLimit" not in client.get(f"{SCANS}/unknown").headers


def test_an_answer_outlives_the_count(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(submission_quota, "of_actor", away)
    answer = submit(client, "a.example")
    assert answer.status_code == 202
    assert "RateLimit" not in answer.headers


class TestWithoutALimit:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return {**environ, "LIMIT_ANONYMOUS_PER_HOUR": "0"}

    def test_there_is_nothing_to_tell(self, client: FlaskClient) -> None:
        assert "RateLimit" not in submit(client, "a.example").headers
