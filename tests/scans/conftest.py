"""A finished scan of somebody who is signed in."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from support.scans import make_scan
from webapp.models import User


@pytest.fixture
def scan(app: Flask, client: FlaskClient, alice: User) -> str:
    sign_in(client, alice)
    return make_scan(app, with_report=True, user_id=alice.id, status="FULL_READY")
