"""What a teaser promises, and to whom."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import post, sign_in
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import Scan, User

TEASER = {"with_report": True, "status": "TEASER_READY", "step": "GENERATE"}


@pytest.fixture
def teaser(app: Flask, client: FlaskClient) -> str:
    """The path of a teaser that this client's visitor submitted."""
    post(client, "/scans", {"urls": "a.example"}, page="/")
    with app.app_context():
        visitor = db.session.query(Scan).one().visitor_hash
    return f"/scans/{make_scan(app, visitor_hash=visitor, **TEASER)}"


def insights(client: FlaskClient, path: str) -> str:
    report = client.get(f"{path}/report.json").get_json()
    return str(report["insights"]["unavailable"])


def test_a_visitor_is_asked_to_sign_in(client: FlaskClient, teaser: str) -> None:
    assert insights(client, teaser).startswith("Sign in and add this scan")
    assert "Create an account" in client.get(teaser).text


def test_who_is_signed_in_is_not_asked_to_sign_in(
    client: FlaskClient, teaser: str, alice: User
) -> None:
    sign_in(client, alice)
    assert insights(client, teaser).startswith("Add this scan to your account")
    page = client.get(teaser).text
    assert "Sign in" not in page
    assert "Get the full report" in page


def test_others_are_promised_nothing_that_signing_in_does_not_bring(
    app: Flask, teaser: str, bob: User
) -> None:
    stranger, bobs = app.test_client(), app.test_client()
    sign_in(bobs, bob)
    for other in (stranger, bobs):
        assert insights(other, teaser).startswith("Scan this page yourself")
        page = other.get(teaser).text
        assert "Get the full report" not in page
        assert "Create an account" not in page


def test_pagespeed_is_not_promised(
    app: Flask, client: FlaskClient, teaser: str, alice: User
) -> None:
    reason = client.get(f"{teaser}/report.json").get_json()["pagespeed"]
    assert "account" not in reason["unavailable"]
    assert reason["unavailable"].startswith("not measured: ")
