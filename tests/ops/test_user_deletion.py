"""An account of very many scans: the operator is told that some of it goes later."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from support.browser import post
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.services import small_steps

PAGE = "/ops/users"


def test_what_goes_later_is_told(
    app: Flask, olga: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_scan(app, user_id=alice.id)
    monkeypatch.setattr(small_steps, "REQUEST_SECONDS", 0)
    path = f"{PAGE}/{alice.id}/delete"
    assert post(olga, path, {}, page=PAGE).status_code == 303
    page = olga.get(PAGE).text
    assert "is deleted, with 1 scan and 0 site scans. Their rows go with the" in page
    assert "deleted.invalid" not in page
    with app.app_context():
        scan_id = db.session.scalars(select(Scan.id)).one()
    for path_of_scans in ("/ops/scans", f"/ops/scans/{scan_id}"):
        page = olga.get(path_of_scans).text
        assert "a deleted account" in page
        assert "deleted.invalid" not in page
    assert post(olga, path, {}, page=PAGE).status_code == 404
