"""B22: whom a request claims to be sent to, or to come from, is not believed."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-For": "198.51.100.99",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "Forwarded": "host=evil.example;for=198.51.100.99",
    "X-Original-URL": "/rq/",
    "X-Rewrite-URL": "/rq/",
    "X-HTTP-Method-Override": "DELETE",
}


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {**environ, "TRUSTED_HOSTS": "localhost"}


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "localhost@evil", "", "[::1]", "a b",
     "localhost:port", "loc\x1b[31malhost", "localhost/evil", "localhost,evil"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/", "/api/v1/scans"])
def test_a_foreign_host_is_400_and_named_nowhere(
    client: FlaskClient, host: str, path: str
) -> None:
    answer = client.get(path, headers={"Host": host})
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert "evil" not in answer.text


class TestByAnyName:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return {**environ, "TRUSTED_HOSTS": ""}

    @pytest.mark.parametrize("host", ["x" * 64, "a..b", ".a"])
    @pytest.mark.parametrize("path", ["/", "/api/v1/scans", "/readyz"])
    def test_what_is_no_name_is_400(
        self, client: FlaskClient, host: str, path: str
    ) -> None:
        """Nothing of Flask's can make a link then, so that no page can be shown."""
        answer = client.get(path, headers={"Host": host})
        assert (answer.status_code, answer.mimetype) == (400, "text/plain")


def test_forged_headers_change_nothing(client: FlaskClient) -> None:
    answer = client.get("/", headers=FORGED)
    assert answer.status_code == 200
    assert "evil" not in answer.text
    made = client.post("/api/v1/scans", json={"url": "a.example"}, headers=FORGED)
    assert made.status_code == 202
    assert "evil" not in made.text + made.headers["Location"]


def test_a_forged_address_escapes_no_limit(client: FlaskClient) -> None:
    found = set()
    for number in range(121):
        forged = {"X-Forwarded-For": f"198.51.100.{number}"}
        answer = client.get("/api/v1/scans/guess", headers=forged)
        found.add(answer.status_code)
    assert (found, answer.status_code) == ({404, 429}, 429)
