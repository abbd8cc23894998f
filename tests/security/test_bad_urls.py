"""B1-B7 and B9-B11 on every front: a code, a sentence, nothing stored, never a 500."""

from __future__ import annotations

import json
from html import unescape

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.bad_urls import BAD_URLS, BadUrl
from support.browser import post
from webapp.exceptions import UrlRefused
from webapp.extensions import db
from webapp.models import Scan
from webapp.pipeline.crawl import check_url

#: What a form cannot send as one address: it has lines, and UTF-8 alone.
NOT_IN_FORMS = [
    BadUrl("B1", text, "bad_url")
    for text in ("", " ", "http://a.example/\r\nb", "a.example\nHost: b", "\ud800")
]
#: The command line starts anew for each, so it gets one of each number and code.
SAMPLE = [*{(bad.number, bad.code): bad for bad in BAD_URLS}.values(), *NOT_IN_FORMS]


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    """As on the internet: no network is allowed."""
    return {**environ, "SCAN_ALLOWED_NETWORKS": ""}


def move(client: FlaskClient, number: int) -> None:
    """To another address, since one may send only so many bad ones an hour."""
    client.environ_base["REMOTE_ADDR"] = f"198.51.100.{number + 1}"


def stored(app: Flask) -> int:
    with app.app_context():
        return db.session.query(Scan).count()


@pytest.mark.parametrize("bad", [*BAD_URLS, *NOT_IN_FORMS], ids=ascii)
def test_the_gate(bad: BadUrl) -> None:
    with pytest.raises(UrlRefused) as caught:
        check_url(bad.url)
    assert caught.value.code == bad.code
    assert caught.value.message.endswith(".")


def test_the_form(app: Flask, client: FlaskClient) -> None:
    for number, bad in enumerate(BAD_URLS):
        move(client, number)
        answer = post(client, "/scans", {"urls": bad.url}, page="/")
        assert answer.status_code == 422, bad
        with pytest.raises(UrlRefused) as caught:
            check_url(bad.url)
        assert caught.value.message in unescape(answer.text), bad
    assert stored(app) == 0


def test_the_api(app: Flask, client: FlaskClient) -> None:
    for number, bad in enumerate([*BAD_URLS, *NOT_IN_FORMS]):
        move(client, number)
        answer = client.post("/api/v1/scans", json={"url": bad.url})
        error = answer.get_json()["error"]
        assert (answer.status_code, error["code"]) == (422, bad.code), bad
        assert error["message"].endswith(".")
    assert stored(app) == 0


@pytest.mark.parametrize("bad", SAMPLE, ids=ascii)
def test_the_command_line(app: Flask, bad: BadUrl) -> None:
    done = app.test_cli_runner().invoke(args=["scan", "--json", "--", bad.url])
    assert done.exit_code == 2
    error = json.loads(done.stdout)["error"]
    assert error["code"] == bad.code
    assert error["message"].endswith(".")
    assert "Traceback" not in done.output
