"""The pages of scans in every state, and who may see them."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from support.browser import post, sign_in
from support.scans import HOSTILE, make_scan
from webapp.models import User
from webapp.models.clock import db_now

STATES = [
    {"status": "QUEUED"},
    {"status": "RUNNING", "step": "ANALYZE", "progress": 40},
    {"status": "QUEUED", "not_before": "later", "tries": 1, "error_message": "Busy."},
    {"status": "TEASER_READY", "step": "GENERATE", "progress": 100, "report": True},
    {"status": "ERROR_CRAWL", "error_code": "http_404", "error_message": "Gone."},
    {"status": "ERROR_VALIDATION", "error_code": "bad_host", "error_message": "No."},
    {"status": "CANCELED"},
]


def make(app: Flask, state: dict[str, object], **more: object) -> str:
    from datetime import UTC, datetime, timedelta

    columns = {**state, **more}
    if "not_before" in columns:
        columns["not_before"] = datetime.now(UTC) + timedelta(seconds=30)
    with_report = bool(columns.pop("report", False))
    return make_scan(app, with_report=with_report, **columns)


@pytest.mark.parametrize("state", STATES, ids=lambda state: str(state["status"]))
def test_every_state_has_a_page(
    app: Flask, client: FlaskClient, state: dict[str, object]
) -> None:
    public_id = make(app, state)
    page = client.get(f"/scans/{public_id}")
    assert page.status_code == 200
    soup = BeautifulSoup(page.data, "lxml")
    is_open = state["status"] in ("QUEUED", "RUNNING")
    assert bool(soup.select("[hx-trigger^=every]")) == is_open
    assert bool(soup.select("[role=progressbar]")) == is_open
    fragment = client.get(f"/scans/{public_id}/progress")
    assert ("hx-trigger" in fragment.text) == is_open
    assert ("HX-Refresh" in fragment.headers) != is_open


def test_a_server_that_answered_is_not_called_unreached(
    app: Flask, client: FlaskClient
) -> None:
    text = client.get(f"/scans/{make(app, STATES[4])}").text
    assert "Not scanned" in text
    assert "Not reached" not in text


def test_a_waiting_retry_says_when_and_which(app: Flask, client: FlaskClient) -> None:
    text = client.get(f"/scans/{make(app, STATES[2])}").text
    assert re.search(r"Trying again in (29|30) s \(2 of 4\)", text)


def test_a_scan_says_that_it_waits_its_turn(app: Flask, client: FlaskClient) -> None:
    public_id = make_scan(
        app,
        not_before=db_now(8),
        error_code="domain_busy",
        error_message="Pages of a.example are fetched one at a time.",
    )
    text = client.get(f"/scans/{public_id}").text
    assert re.search(r"one at a time\. It is this page.*turn in about \d s", text)


def test_a_users_scan_polls_on_after_its_teaser(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    state = {"status": "TEASER_READY", "progress": 85, "report": True}
    public_id = make(app, state, user_id=alice.id)
    assert "hx-trigger" in client.get(f"/scans/{public_id}").text
    first = client.get(f"/scans/{public_id}/progress")
    assert first.headers.get("HX-Refresh") == "true"
    second = client.get(f"/scans/{public_id}/progress?had_report=1")
    assert "HX-Refresh" not in second.headers


@pytest.mark.parametrize("path", ["", "/report.json"])
def test_texts_of_scanned_pages_stay_text(
    app: Flask, client: FlaskClient, path: str
) -> None:
    public_id = make(app, {"status": "TEASER_READY", "report": True})
    answer = client.get(f"/scans/{public_id}{path}")
    assert answer.status_code == 200
    if path:
        assert answer.mimetype == "application/json"
        return
    soup = BeautifulSoup(answer.data, "lxml")
    assert not soup.select("[onerror], [style], script:not([src])")
    assert HOSTILE in soup.get_text()


def test_a_visitor_gets_a_teaser_without_fixes(app: Flask, client: FlaskClient) -> None:
    public_id = make(app, {"status": "TEASER_READY", "report": True})
    report = client.get(f"/scans/{public_id}/report.json").get_json()
    assert report["schema"] == 1
    assert len(report["audits"]) <= 5
    assert all(audit["how_to_fix"] == "" for audit in report["audits"])
    assert "unavailable" in report["insights"]


def test_an_owner_gets_everything(app: Flask, client: FlaskClient, alice: User) -> None:
    sign_in(client, alice)
    state = {"status": "FULL_READY", "report": True, "user_id": alice.id}
    report = client.get(f"/scans/{make(app, state)}/report.json").get_json()
    assert len(report["audits"]) >= 30
    assert report["insights"]["items"]
    lost = sum(entry["points"] for entry in report["deductions"])
    assert round(100 - lost) == report["score"]


def test_the_shown_points_give_the_shown_score(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    state = {"status": "FULL_READY", "report": True, "user_id": alice.id}
    soup = BeautifulSoup(client.get(f"/scans/{make(app, state)}").data, "lxml")
    shown = soup.select_one(".total .ring text")
    section = soup.select_one("section:has(#scoring)")
    assert shown
    assert section
    rows = [
        {cell["data-label"]: cell.get_text() for cell in row.select("td")}
        for row in section.select("tbody tr")
    ]
    points = sum(Decimal(row["Points"].lstrip("−")) for row in rows)
    weights = sum(Decimal(row["Weight"]) for row in rows)
    earned = sum(Decimal(row["Earned"]) for row in rows)
    total = [cell.get_text() for cell in section.select("tfoot td")]
    assert [Decimal(text.replace("−", "-")) for text in total] == [
        weights,
        earned,
        -points,
    ]
    assert f"100 − {points} = {100 - points}" in section.get_text()
    by_hand = (100 - points).quantize(Decimal(1), ROUND_HALF_UP)
    assert by_hand == int(shown.get_text())
    assert by_hand == (100 * earned / weights).quantize(Decimal(1), ROUND_HALF_UP)


@pytest.mark.parametrize("path", ["", "/progress", "/report.json"])
def test_bob_sees_nothing_of_alices_scan(
    app: Flask, client: FlaskClient, alice: User, bob: User, path: str
) -> None:
    public_id = make(app, STATES[3], user_id=alice.id)
    assert client.get(f"/scans/{public_id}{path}").status_code == 404
    sign_in(client, bob)
    assert client.get(f"/scans/{public_id}{path}").status_code == 404
    assert client.get("/scans").text.count(public_id) == 0


@pytest.mark.parametrize("action", ["cancel", "retry", "claim", "delete"])
def test_bob_can_do_nothing_to_alices_scan(
    app: Flask, client: FlaskClient, alice: User, bob: User, action: str
) -> None:
    public_id = make(app, STATES[4], user_id=alice.id)
    sign_in(client, bob)
    answer = post(client, f"/scans/{public_id}/{action}", page="/")
    assert answer.status_code == 404


@pytest.mark.parametrize("action", ["cancel", "retry", "claim", "delete"])
def test_actions_want_a_post_with_its_token(
    app: Flask, client: FlaskClient, action: str
) -> None:
    public_id = make(app, STATES[0])
    assert client.get(f"/scans/{public_id}/{action}").status_code == 405
    assert client.post(f"/scans/{public_id}/{action}").status_code == 400


def test_unknown_ids_are_404(client: FlaskClient) -> None:
    for path in ("/scans/x", "/scans/" + "a" * 500, "/scans/x/progress"):
        assert client.get(path).status_code == 404
