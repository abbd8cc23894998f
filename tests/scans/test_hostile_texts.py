"""B20: markup, template syntax, scripts' addresses, terminals' commands and turned
writing are text wherever a scan is shown."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from support.browser import post, sign_in
from support.scans import HOSTILE, make_scan
from webapp.models import User
from webapp.models.clock import db_now

EVIL = (
    "<img src=x onerror=alert(1)><script>alert(1)</script>'\"{{7*7}}{%x%}"
    "javascript:alert(1)\x1b[31m\u202egnp"
)
#: The gate lets no markup and no other scheme through; this is as odd as it gets.
URL = "https://a.example/?onerror='{{7*7}}'&javascript:alert(1)"
ERROR = {"status": "ERROR_CRAWL", "error_code": EVIL, "error_message": EVIL}
WAITING = {**ERROR, "status": "QUEUED", "tries": 1, "not_before": db_now(30)}
READY = {"status": "FULL_READY", "with_report": True}
FRAGMENT = (READY, "/progress")


def harmless(html: bytes, shown: str) -> None:
    soup = BeautifulSoup(html, "lxml")
    assert not soup.select("[onerror], [style], script:not([src]), img[src=x]")
    assert not soup.select("[href^='javascript:'], [src^='javascript:']")
    assert shown in soup.get_text()
    assert "49" not in {word.strip() for word in soup.stripped_strings}


@pytest.mark.parametrize(
    "state", [ERROR, WAITING, READY], ids=["error", "wait", "ready"]
)
@pytest.mark.parametrize("part", ["", "/progress"])
def test_a_scans_page(
    app: Flask, client: FlaskClient, alice: User, state: dict[str, object], part: str
) -> None:
    sign_in(client, alice)
    public_id = make_scan(app, user_id=alice.id, **{"url": URL, **state})
    answer = client.get(f"/scans/{public_id}{part}")
    assert answer.status_code == 200
    shown = EVIL if "error_message" in state else HOSTILE
    # The fragment of a scan that is ready leads to its page and shows nothing of it.
    harmless(answer.data, "The report is ready" if (state, part) == FRAGMENT else shown)


@pytest.mark.parametrize("path", ["/scans", "/scans/list", "/", f"/scans?q={URL}"])
def test_lists(app: Flask, client: FlaskClient, alice: User, path: str) -> None:
    sign_in(client, alice)
    make_scan(app, user_id=alice.id, url=URL, page_title=EVIL, status="CANCELED")
    answer = client.get(path)
    assert answer.status_code == 200
    harmless(answer.data, "onerror")


def test_the_api(app: Flask, client: FlaskClient) -> None:
    public_id = make_scan(app, **ERROR)
    answer = client.get(f"/api/v1/scans/{public_id}")
    assert answer.mimetype == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.get_json()["error"] == {"code": EVIL, "message": EVIL}
    assert b"\x1b" not in answer.data


@pytest.mark.parametrize(
    "typed", [EVIL, f"http://a.example/{EVIL}", "javascript:alert(1)"]
)
def test_what_was_typed_comes_back_as_text(client: FlaskClient, typed: str) -> None:
    answer = post(client, "/scans", {"urls": typed}, page="/")
    assert answer.status_code == 422
    harmless(answer.data, "alert(1)")
