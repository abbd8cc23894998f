"""One test a header, on pages, fragments, errors, redirects and static files."""

from __future__ import annotations

import pytest
from flask import Flask, make_response
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from webapp.security import public

PATHS = ["/auth/login", "/account", "/no-such-page", "/static/nothing.css"]
every_response = pytest.mark.parametrize("path", PATHS)


@every_response
def test_content_security_policy(client: FlaskClient, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    assert directives == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "object-src": "'none'",
        "frame-ancestors": "'none'",
    }


@every_response
def test_x_content_type_options(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["X-Content-Type-Options"] == "nosniff"


@every_response
def test_x_frame_options(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["X-Frame-Options"] == "DENY"


@every_response
def test_permissions_policy(client: FlaskClient, path: str) -> None:
    assert "camera=()" in client.get(path).headers["Permissions-Policy"]


@every_response
def test_cross_origin_policies(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/no-such-page", "strict-origin-when-cross-origin"),
        ("/static/nothing.css", "strict-origin-when-cross-origin"),
        ("/scans/abc", "same-origin"),
        ("/setup?token=abc", "same-origin"),
    ],
)
def test_referrer_policy(client: FlaskClient, path: str, policy: str) -> None:
    assert client.get(path).headers["Referrer-Policy"] == policy


@pytest.mark.parametrize(
    ("path", "robots"),
    [("/scans/abc", "noindex, nofollow"), ("/no-such-page", None)],
)
def test_x_robots_tag(client: FlaskClient, path: str, robots: str | None) -> None:
    assert client.get(path).headers.get("X-Robots-Tag") == robots


@pytest.mark.parametrize(
    ("path", "caching"),
    [
        ("/scans/abc", "no-store"),
        ("/account", "no-store"),
        ("/auth/login", "no-store"),
        ("/api/v1/scans", "no-store"),
        ("/no-such-page", "private, no-cache"),
    ],
)
def test_cache_control(client: FlaskClient, path: str, caching: str) -> None:
    assert client.get(path).headers["Cache-Control"] == caching


@every_response
def test_strict_transport_security_needs_https(client: FlaskClient, path: str) -> None:
    assert "Strict-Transport-Security" not in client.get(path).headers


def test_a_view_keeps_its_own_header(app: Flask) -> None:
    @public
    def own() -> ResponseReturnValue:
        own_policy = {"Content-Security-Policy": "default-src 'self'"}
        return make_response("", 200, own_policy)

    app.add_url_rule("/own", "own", own)

    headers = app.test_client().get("/own").headers
    assert headers.getlist("Content-Security-Policy") == ["default-src 'self'"]


class TestInProduction:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {"APP_ENV": "production", "PROXY_HOPS": "1"}

    @every_response
    def test_strict_transport_security(self, client: FlaskClient, path: str) -> None:
        sent = client.get(path).headers["Strict-Transport-Security"]
        assert sent == "max-age=31536000; includeSubDomains"

    def test_the_session_cookie_is_bound_to_this_host(
        self, client: FlaskClient
    ) -> None:
        sent = client.get("/auth/login").headers["Set-Cookie"]
        assert sent.startswith("__Host-xenlix=")
        for attribute in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"):
            assert attribute in sent
        assert "Domain" not in sent


class TestBehindProxies:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {"PROXY_HOPS": "1"}

    def test_our_proxy_is_believed(self, app: Flask) -> None:
        assert told_by_proxies(app) == "https localhost 203.0.113.9"


def test_no_proxy_is_believed_by_default(app: Flask) -> None:
    assert told_by_proxies(app) == "http localhost 127.0.0.1"


def told_by_proxies(app: Flask) -> str:
    from flask import request

    @public
    def tell() -> ResponseReturnValue:
        return f"{request.scheme} {request.host} {request.remote_addr}"

    app.add_url_rule("/tell", "tell", tell)
    headers = {
        "X-Forwarded-For": "198.51.100.1, 203.0.113.9",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Port": "99",
        "X-Forwarded-Prefix": "/evil",
    }
    return app.test_client().get("/tell", headers=headers).text


def test_a_redirect_to_the_slash_names_no_host(client: FlaskClient) -> None:
    answer = client.get("/ops", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.location) == (308, "/ops/")
