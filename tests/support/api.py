"""A user's program: each answer of the API is held against its description."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from webapp.models import User
from webapp.services import api_tokens


def bearer(app: Flask, user: User) -> dict[str, str]:
    with app.app_context():
        return {"Authorization": f"Bearer {api_tokens.create(user, 'test')}"}


class Api:
    """Asks as one user, and holds each answer against the description."""

    def __init__(self, app: Flask, user: User) -> None:
        self.client: FlaskClient = app.test_client()
        self.headers = bearer(app, user)
        self.told = self.client.get("/api/v1/openapi.json").get_json()

    def ask(self, method: str, path: str, rule: str, **options: Any) -> tuple[int, Any]:
        headers = {**self.headers, **options.pop("headers", {})}
        answer = self.client.open(path, method=method, headers=headers, **options)
        responses = self.told["paths"][rule][method.lower()]["responses"]
        told = responses[str(answer.status_code)]
        if "content" not in told:
            return answer.status_code, None
        body = answer.get_json()
        schema = told["content"]["application/json"]["schema"]
        whole = schema | {"components": self.told["components"]}
        Draft202012Validator(whole).validate(body)
        return answer.status_code, body


def listed(*items: Any) -> dict[str, Any]:
    """A whole list."""
    return {"items": list(items), "next_cursor": None, "links": {"next": None}}
