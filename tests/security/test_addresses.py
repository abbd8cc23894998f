"""Whose request it is, as a proxy tells it."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from webapp.models import User
from webapp.security.addresses import address_key


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("1.2.3.4:5678", "1.2.3.4"),
        ("[2001:db8:1:2:3::1]:443", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2:3::1]", "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("[::ffff:1.2.3.4]:80", "1.2.3.4"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("_hidden:80", "_hidden:80"),
        ("1.2.3.4.5", "1.2.3.4.5"),
        ("[", "["),
        ("", "::/64"),
    ],
)
def test_every_form_has_its_key(app: Flask, told: str, key: str) -> None:
    with app.test_request_context(environ_base={"REMOTE_ADDR": told}):
        assert address_key() == key


class TestBehindAProxy:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {"PROXY_HOPS": "1"}

    @pytest.mark.parametrize(
        "told", ["unknown", "1.2.3.4:5678", "[2001:db8::1]:443", "::ffff:1.2.3.4"]
    )
    def test_pages_work_whatever_it_writes(
        self, client: FlaskClient, alice: User, told: str
    ) -> None:
        client.environ_base["HTTP_X_FORWARDED_FOR"] = told
        assert client.get("/").status_code == 200
        sign_in(client, alice)
        assert client.get("/api/v1/scans").status_code == 200
