"""What load balancers, monitors and people are told."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from support.valkey import Valkey


def told(client: FlaskClient) -> tuple[int, dict[str, Any]]:
    answer = client.get("/readyz")
    checks = {check["name"]: check for check in answer.get_json()["checks"]}
    return answer.status_code, checks


class TestWithRedis:
    @pytest.fixture
    def environ(self, environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
        return {**environ, "REDIS_URL": valkey.url}

    def test_readiness_names_what_is_missing(self, client: FlaskClient) -> None:
        status, checks = told(client)
        assert status == 503
        assert checks["redis"]["ok"] is True
        assert checks["redis eviction"]["text"] == "noeviction"
        assert checks["database"]["ok"] is False

    def test_no_address_is_shown_to_the_world(
        self, client: FlaskClient, valkey: Valkey
    ) -> None:
        valkey.kill()
        status, checks = told(client)
        assert (status, checks["redis"]["ok"]) == (503, False)
        assert str(valkey.socket) not in str(checks)


class TestWithTrustedHosts:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return {**environ, "TRUSTED_HOSTS": ".example.com"}

    def test_a_probe_asks_by_address(self, client: FlaskClient) -> None:
        answer = client.get("/healthz", headers={"Host": "10.0.0.7:8000"})
        assert (answer.status_code, answer.text) == (200, "ok\n")

    def test_every_other_page_wants_a_trusted_one(self, client: FlaskClient) -> None:
        for path in ("/", "/readyz", "/healthz/"):
            answer = client.get(path, headers={"Host": "10.0.0.7"})
            assert answer.status_code == 400
        assert client.get("/", headers={"Host": "a.example.com"}).status_code == 200
