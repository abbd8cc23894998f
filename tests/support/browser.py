"""A browser's habits: read the CSRF token from the page, send it with the form."""

from __future__ import annotations

import re
from typing import Any

from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

PASSWORD = "correct horse battery staple"


def csrf_token(client: FlaskClient, page: str = "/auth/login") -> str:
    """The token in the first form of this page; it is good for the whole session."""
    html = client.get(page).get_data(as_text=True)
    field = re.search(r'<input[^>]*name="csrf_token"[^>]*>', html)
    assert field, f"{page} has no form with a CSRF token"
    value = re.search(r'value="([^"]+)"', field[0])
    assert value
    return value[1]


def new_id(page: str) -> str:
    """The id that the page chose for what its form makes."""
    field = BeautifulSoup(page, "lxml").find("input", {"name": "new_id"})
    assert field is not None
    return str(field["value"])


def post(
    client: FlaskClient,
    path: str,
    data: dict[str, Any] | None = None,
    *,
    page: str = "/auth/login",
    **options: Any,
) -> TestResponse:
    """POST a form as a browser does that has opened ``page`` before."""
    form = {"csrf_token": csrf_token(client, page), **(data or {})}
    return client.post(path, data=form, **options)


def sign_in(
    client: FlaskClient, user: Any, password: str = PASSWORD, next_url: str = ""
) -> TestResponse:
    """Sign in through the login page; the answer is its redirect."""
    path = "/auth/login" + (f"?next={next_url}" if next_url else "")
    form = {"email": user.email, "password": password}
    answer = post(client, path, form)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer
