"""What is said of an address where a webhook may not lead, and how early."""

from __future__ import annotations

import pytest
from flask import Flask

from webapp.exceptions import Refused
from webapp.services.webhooks import addresses


def refusal(url: str) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        addresses.checked(url)
    assert refused.value.status == 422
    return refused.value.code, refused.value.message


@pytest.fixture
def public_alone(environ: dict[str, str]) -> None:
    del environ["SCAN_ALLOWED_NETWORKS"]


@pytest.mark.usefixtures("public_alone")
@pytest.mark.parametrize(
    ("url", "code", "words"),
    [
        ("ftp://a.example/", "bad_scheme", "webhook’s address has to begin with https"),
        ("http://a.example/", "bad_scheme", "has to begin with https"),
        ("https://a.example:8443/", "bad_port", "leave the port out"),
        ("https://a.example:99999/", "bad_port", "A port is a number"),
        ("https://a.example:44\u200b3/", "bad_port", "that is not seen"),
        ("https://10.0.0.1/", "blocked_address", "a webhook goes to a server"),
        ("https://printer.local/", "bad_host", "Check its spelling"),
        ("https://user@a.example/", "userinfo", "user name and password"),
        ("", "bad_url", "Enter an address"),
    ],
)
def test_a_refusal_is_of_webhooks(
    app_context: Flask, url: str, code: str, words: str
) -> None:
    told = refusal(url)
    assert told[0] == code
    assert words in told[1]
    assert "scan" not in told[1]


@pytest.mark.parametrize(
    "url", ["http://93.184.215.14/in", "http://[2606:4700::1111]/", "http://10.0.0.1/"]
)
def test_without_tls_a_literal_outside_is_refused_at_once(
    app_context: Flask, url: str
) -> None:
    """Networks are allowed, and it lies in none of them."""
    code, sentence = refusal(url)
    assert code in ("bad_scheme", "blocked_address")
    assert "scan" not in sentence


def test_what_only_a_look_up_tells_waits_for_it(app_context: Flask) -> None:
    """A name may lead inside; with TLS it may lead anywhere."""
    for url in (
        "http://127.0.0.1:8080/in",
        "http://hooks.example.com/in",
        "http://receiver/in",
        "https://93.184.215.14/in",
    ):
        assert addresses.checked(url) == url
