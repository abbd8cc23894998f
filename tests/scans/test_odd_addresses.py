"""Ids and searches that no database would take: a 404 or an empty list, no error."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from support.browser import sign_in
from webapp.models import User

pytestmark = pytest.mark.usefixtures("on_both_databases")


@pytest.mark.parametrize("part", ["", "/progress", "/report.json"])
@pytest.mark.parametrize("name", ["%00", "a%00b", "%F0%9F%92%A9", "x" * 5000])
def test_ids(client: FlaskClient, name: str, part: str) -> None:
    assert client.get(f"/scans/{name}{part}").status_code == 404


@pytest.mark.parametrize("query", ["%00", "a%00b", "%FF", "%25_"])
def test_searches(client: FlaskClient, alice: User, query: str) -> None:
    sign_in(client, alice)
    assert client.get(f"/scans?q={query}").status_code == 200
