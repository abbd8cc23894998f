"""An account of very many scans: the operator is told that some of it goes later."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from support.browser import post
from webapp.models import User
from webapp.services import small_steps

PAGE = "/ops/users"


def test_what_goes_later_is_told(
    olga: FlaskClient, alice: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(small_steps, "REQUEST_SECONDS", 0)
    path = f"{PAGE}/{alice.id}/delete"
    assert post(olga, path, {}, page=PAGE).status_code == 303
    page = olga.get(PAGE).text
    assert "Their rows go with the next cleanups." in page
    assert "deleted.invalid" not in page
    assert post(olga, path, {}, page=PAGE).status_code == 404
