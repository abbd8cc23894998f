"""B24: what changes something wants a POST with this session's token; all routes."""

from __future__ import annotations

import re
import uuid

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from support.browser import csrf_token, sign_in
from webapp.models import User


def rules(app: Flask) -> list[Rule]:
    return list(app.url_map.iter_rules())


def path_of(rule: Rule) -> str:
    """With something in place of each variable."""
    path = rule.rule.replace("<queue_name>", "xenlixai_queue")
    path = re.sub(r"<int:\w+>", "0", path)
    path = re.sub(r"<uuid:\w+>", str(uuid.UUID(int=0)), path)
    return re.sub(r"<[^>]+>", "x", path)


def posts(app: Flask) -> list[str]:
    """The paths that take a POST, but the API's: it reads no cookie."""
    found = [rule for rule in rules(app) if "POST" in (rule.methods or ())]
    paths = {path_of(rule) for rule in found}
    return sorted(path for path in paths if not path.startswith("/api/"))


@pytest.fixture
def olga(client: FlaskClient, operator: User) -> FlaskClient:
    sign_in(client, operator)
    return client


def test_a_post_without_its_token_is_400(
    app: Flask, olga: FlaskClient, bob: User
) -> None:
    other = app.test_client()
    sign_in(other, bob)
    foreign = csrf_token(other, "/account")
    old = csrf_token(app.test_client(), "/")
    assert len(posts(app)) > 15
    for path in posts(app):
        for token in (None, "", "x", foreign, old):
            data = {} if token is None else {"csrf_token": token}
            assert olga.post(path, data=data).status_code == 400, (path, token)


def test_a_get_changes_nothing(app: Flask, olga: FlaskClient) -> None:
    """It is not answered where a POST is, except by forms that a GET shows."""
    shown = {path for path in posts(app) if olga.get(path).status_code != 405}
    assert shown == {
        "/scans", "/account/delete", "/account/tokens", "/auth/forgot", "/auth/login",
        "/auth/register", "/auth/reset", "/setup", "/webhooks",
        "/sites", "/schedules", f"/schedules/{uuid.UUID(int=0)}/change",
    }  # fmt: skip


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "X"])
def test_other_methods_are_405(app: Flask, olga: FlaskClient, method: str) -> None:
    offered = {path_of(rule) for rule in rules(app) if method in (rule.methods or ())}
    for path in {path_of(rule) for rule in rules(app)} - offered:
        assert olga.open(path, method=method).status_code == 405, path
    for path in offered:  # by the API alone, to a token alone
        assert path.startswith("/api/"), path
        assert olga.open(path, method=method).status_code == 401, path
