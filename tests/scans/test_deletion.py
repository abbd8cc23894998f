"""Deleting asks first, and says what goes."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from support.scans import make_scan
from webapp.models import User


def confirmation(client: FlaskClient, public_id: str) -> Tag | None:
    page = BeautifulSoup(client.get(f"/scans/{public_id}").data, "lxml")
    form = page.select_one("form[action$='/delete']")
    if form is None:
        return None
    assert not page.select("header form[action$='/delete']")  # not beside JSON
    found = form.find_parent("details")
    assert isinstance(found, Tag)
    assert not found.has_attr("open")
    return found


@pytest.mark.parametrize(
    ("status", "with_report", "sentence"),
    [
        ("FULL_READY", True, "This deletes the scan and its report"),
        ("ERROR_CRAWL", False, "This deletes the scan with what it says here"),
    ],
)
def test_it_asks_and_states_the_consequence(
    app: Flask,
    client: FlaskClient,
    alice: User,
    status: str,
    with_report: bool,
    sentence: str,
) -> None:
    sign_in(client, alice)
    found = confirmation(
        client,
        make_scan(app, user_id=alice.id, status=status, with_report=with_report),
    )
    assert found
    assert sentence in " ".join(found.get_text().split())
    assert "for good" in found.get_text()


def test_it_is_not_offered_while_the_scan_runs_or_to_others(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    others = make_scan(app, status="TEASER_READY", with_report=True)
    sign_in(client, alice)
    assert confirmation(client, others) is None
    mine = make_scan(app, user_id=alice.id, status="RUNNING", step="PARSE")
    assert confirmation(client, mine) is None
