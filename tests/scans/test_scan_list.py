"""The list of scans, and the fragment that keeps it true while scans run."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from support.scans import make_scan
from webapp.models import User

RUNNING = {"status": "RUNNING", "step": "PARSE", "progress": 30}


@pytest.fixture
def alices(app: Flask, client: FlaskClient, alice: User) -> FlaskClient:
    sign_in(client, alice)
    return client


def region(client: FlaskClient, path: str) -> Tag:
    found = BeautifulSoup(client.get(path).data, "lxml").select_one("#list")
    assert found is not None
    return found


def test_it_polls_while_a_scan_is_open(
    app: Flask, alices: FlaskClient, alice: User
) -> None:
    make_scan(app, user_id=alice.id, **RUNNING)
    make_scan(app, user_id=alice.id, status="QUEUED")
    assert "2 scans are under way" in region(alices, "/scans").get_text()
    assert region(alices, "/scans")["hx-get"] == "/scans/list?page=1"
    page = BeautifulSoup(alices.get("/scans").data, "lxml")
    assert len(page.select("[hx-get]")) == 1  # one request for the whole list
    # Without script a link: a page that loads itself would lose a search half typed.
    assert page.select_one("a.no-script[href='/scans?page=1']")


def test_it_does_not_poll_for_what_has_ended(
    app: Flask, alices: FlaskClient, alice: User
) -> None:
    for status in ("CANCELED", "FULL_READY", "ERROR_CRAWL"):
        make_scan(app, user_id=alice.id, status=status)
    for path in ("/scans", "/scans/list"):
        assert not region(alices, path).has_attr("hx-get")
        assert "no-script" not in alices.get(path).text


def test_the_fragment_is_the_pages_own_piece(
    app: Flask, alices: FlaskClient, alice: User
) -> None:
    for number in range(30):
        url = f"https://example.com/p{number:02}"
        make_scan(app, user_id=alice.id, url=url, **RUNNING)
    make_scan(app, user_id=alice.id, url="https://example.com/other", status="QUEUED")
    shown = region(alices, "/scans?q=%2Fp&page=2")
    address = str(shown["hx-get"])
    assert address == "/scans/list?q=/p&page=2"
    polled = region(alices, address)
    assert [link["href"] for link in shown.select("a")] == [
        link["href"] for link in polled.select("a")
    ]
    assert "Page 2 of 2, 30 scans" in polled.get_text()
    assert "/other" not in polled.get_text()
    assert polled["hx-get"] == address
    assert "<html" not in alices.get(address).text


def test_bob_polls_his_own(
    app: Flask, client: FlaskClient, alice: User, bob: User
) -> None:
    public_id = make_scan(app, user_id=alice.id, **RUNNING)
    sign_in(client, bob)
    assert public_id not in client.get("/scans/list").text


def test_a_page_without_a_title_shows_its_address_once(
    app: Flask, alices: FlaskClient, alice: User
) -> None:
    make_scan(app, user_id=alice.id, url="https://example.com/a", **RUNNING)
    make_scan(app, user_id=alice.id, url="https://example.com/b", page_title="Beans")
    text = region(alices, "/scans").get_text()
    assert text.count("https://example.com/a") == 1
    assert text.count("https://example.com/b") == 1


def test_finished_scans_can_be_chosen_for_a_comparison(
    app: Flask, alices: FlaskClient, alice: User
) -> None:
    state = {"user_id": alice.id, "with_report": True, "status": "FULL_READY"}
    done = [make_scan(app, **state) for _ in range(2)]
    make_scan(app, user_id=alice.id, status="ERROR_CRAWL")
    page = BeautifulSoup(alices.get("/scans").data, "lxml")
    assert page.select_one("form#compare[action='/scans/compare']")
    boxes = page.select("input[form=compare]")
    assert {box["value"] for box in boxes} == set(done)
    asked = "&".join(f"id={box['value']}" for box in boxes)
    compared = alices.get(f"/scans/compare?{asked}")
    assert compared.status_code == 200
    assert "0 fixed, 0 new" in compared.text
    assert alices.get(f"/scans/compare?id={done[0]}").status_code == 422
