"""Small words of the report: plural and singular, capitals, what a letter finds."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support.scans import change_body
from webapp.extensions import db
from webapp.models import Report

REASON = "not measured: private address"


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
    change_body(app, scan, page={**page, "links": page["links"] * 2})
    assert "Links (2 addresses)" in summaries()


@pytest.mark.parametrize(
    ("part", "section"),
    [("pagespeed", "pagespeed"), ("quotes", "quotes"), ("ai_view", "ai-view")],
)
def test_a_reason_begins_like_a_sentence(
    app: Flask, client: FlaskClient, scan: str, part: str, section: str
) -> None:
    change_body(app, scan, **{part: {"unavailable": REASON}})
    told = page_of(client, scan).select_one(f"section:has(#{section}) p")
    assert told
    assert told.get_text(" ", strip=True) == "◌ Not measured: private address."


def test_one_run_that_was_not_measured_says_so_too(
    client: FlaskClient, scan: str
) -> None:
    told = page_of(client, scan).select("article.speed")[1].select_one("p")
    assert told
    assert told.get_text(" ", strip=True) == "◌ Not measured: x."
