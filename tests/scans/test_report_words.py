"""Small words of the report: plural and singular, capitals, what a letter finds."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support.browser import sign_in
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import Report, Scan, User
from webapp.models.transactions import transactional

REASON = "not measured: private address"


@transactional
def change_body(public_id: str, **parts: Any) -> None:
    scan = db.session.scalars(select(Scan).where(Scan.public_id == public_id)).one()
    row = db.session.get_one(Report, scan.id)
    row.body = {**row.body, **parts}


@pytest.fixture
def scan(app: Flask, client: FlaskClient, alice: User) -> str:
    sign_in(client, alice)
    return make_scan(app, with_report=True, user_id=alice.id, status="FULL_READY")


def page_of(client: FlaskClient, scan: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(f"/scans/{scan}").data, "lxml")


def test_a_typed_letter_finds_the_outcome(client: FlaskClient, scan: str) -> None:
    options = page_of(client, scan).select("#filter-outcome option")
    assert [option.get_text() for option in options] == [
        "All outcomes",
        "Failed",
        "Warning",
        "Passed",
        "Not applicable",
        "Not measured",
    ]


def test_one_address_is_one(app: Flask, client: FlaskClient, scan: str) -> None:
    def summaries() -> list[str]:
        return [found.get_text() for found in page_of(client, scan).select("summary")]

    assert "Links (1 address)" in summaries()
    with app.app_context():
        row = db.session.scalars(select(Report)).one()
        page = dict(row.body["page"])
    change_body_in(app, scan, page={**page, "links": page["links"] * 2})
    assert "Links (2 addresses)" in summaries()


def change_body_in(app: Flask, scan: str, **parts: Any) -> None:
    with app.app_context():
        change_body(scan, **parts)


@pytest.mark.parametrize(
    ("part", "section"),
    [("pagespeed", "pagespeed"), ("quotes", "quotes"), ("ai_view", "ai-view")],
)
def test_a_reason_begins_like_a_sentence(
    app: Flask, client: FlaskClient, scan: str, part: str, section: str
) -> None:
    change_body_in(app, scan, **{part: {"unavailable": REASON}})
    told = page_of(client, scan).select_one(f"section:has(#{section}) p")
    assert told
    assert told.get_text(" ", strip=True) == "◌ Not measured: private address."


def test_one_run_that_was_not_measured_says_so_too(
    client: FlaskClient, scan: str
) -> None:
    told = page_of(client, scan).select("article.speed")[1].select_one("p")
    assert told
    assert told.get_text(" ", strip=True) == "◌ Not measured: x."
