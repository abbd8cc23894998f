"""The OpenAPI description, held against real answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.scans import make_scan
from webapp.models import User
from webapp.services import api_tokens

TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


class Description:
    """Checks answers with the part of JSON Schema that the description uses."""

    def __init__(self, told: dict[str, Any]) -> None:
        self.told = told

    def resolve(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            found: Any = self.told
            for name in schema["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            schema = found
        return schema

    def fits(self, schema: dict[str, Any], value: Any) -> bool:
        schema = self.resolve(schema)
        kinds = schema.get("type", [])
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if kinds and not any(isinstance(value, TYPES[kind]) for kind in kinds):
            return False
        if "enum" in schema and value not in schema["enum"]:
            return False
        if "anyOf" in schema and not any(self.fits(s, value) for s in schema["anyOf"]):
            return False
        if not all(self.fits(part, value) for part in schema.get("allOf", [])):
            return False
        if isinstance(value, list):
            return all(self.fits(schema.get("items", {}), item) for item in value)
        return not isinstance(value, dict) or self.fits_object(schema, value)

    def fits_object(self, schema: dict[str, Any], value: dict[str, Any]) -> bool:
        known = schema.get("properties", {})
        rest = schema.get("additionalProperties", {})
        return set(schema.get("required", [])) <= set(value) and all(
            self.fits(known.get(name, rest), item) for name, item in value.items()
        )

    def assert_has(self, method: str, path: str, answer: TestResponse) -> None:
        rule = re.sub(r"/scans/[^/?]+", "/scans/{id}", path.partition("?")[0])
        responses = self.told["paths"][rule][method.lower()]["responses"]
        assert str(answer.status_code) in responses, f"{method} {rule}: {answer.status}"
        schema = responses[str(answer.status_code)]["content"]["application/json"]
        assert self.fits(schema["schema"], answer.get_json()), answer.text


@pytest.fixture
def told(client: FlaskClient) -> Description:
    return Description(client.get("/api/v1/openapi.json").get_json())


@pytest.fixture
def token(app: Flask, alice: User) -> dict[str, str]:
    with app.app_context():
        return {"Authorization": f"Bearer {api_tokens.create(alice, 'test')}"}


def test_the_check_itself(told: Description) -> None:
    scan = {"$ref": "#/components/schemas/Scan"}
    assert not told.fits(scan, {"id": "x"})
    assert not told.fits({"type": "string"}, 7)
    assert not told.fits({"type": "array", "items": {"type": "string"}}, ["a", 7])
    assert not told.fits({"anyOf": [{"type": "null"}]}, "a")
    assert told.fits({"type": ["string", "null"]}, None)


def test_answers(
    app: Flask, client: FlaskClient, told: Description, token: dict[str, str]
) -> None:
    done = make_scan(app, with_report=True, status="TEASER_READY", step="GENERATE")
    failed = make_scan(
        app, status="ERROR_CRAWL", error_code="http_404", error_message="Gone."
    )
    own = client.post("/api/v1/scans", json={"url": "a.example"}, headers=token)
    told.assert_has("POST", "/api/v1/scans", own)
    path = own.get_json()["links"]["self"]
    for method, address in [
        ("GET", "/api/v1/scans"),
        ("GET", "/api/v1/scans?q=a&page=2"),
        ("GET", path),
        ("POST", f"{path}/cancel"),
        ("POST", f"{path}/cancel"),
        ("GET", f"/api/v1/scans/{done}"),
        ("GET", f"/api/v1/scans/{failed}"),
        ("GET", "/api/v1/scans/unknown"),
        ("POST", "/api/v1/scans/unknown/cancel"),
    ]:
        answer = client.open(address, method=method, headers=token)
        told.assert_has(method, address, answer)


@pytest.mark.parametrize(
    "options",
    [
        {"data": "x"},
        {"data": "{", "content_type": "application/json"},
        {"json": {"url": "ftp://a.example"}},
        {"json": {"url": "a" * 70_000}},
        {"json": {"url": "a.example"}, "headers": {"Authorization": "Bearer x"}},
    ],
)
def test_refusals(
    client: FlaskClient, told: Description, options: dict[str, Any]
) -> None:
    answer = client.post("/api/v1/scans", **options)
    told.assert_has("POST", "/api/v1/scans", answer)


def test_every_link_leads_somewhere(
    app: Flask, client: FlaskClient, token: dict[str, str]
) -> None:
    made = client.post("/api/v1/scans", json={"url": "a.example"}, headers=token)
    links = made.get_json()["links"]
    assert set(links) == {"self", "html", "cancel"}
    assert client.get(links["self"], headers=token).status_code == 200
    assert client.get(links["html"]).status_code == 404  # a token is no session
    assert client.post(links["cancel"], headers=token).status_code == 200


def test_references_are_sound(told: Description) -> None:
    def references(part: Any) -> Iterator[dict[str, Any]]:
        if isinstance(part, dict) and "$ref" in part:
            yield part
        inner = part.values() if isinstance(part, dict) else part
        for one in inner if isinstance(part, dict | list) else ():
            yield from references(one)

    found = [told.resolve(part) for part in references(told.told)]
    assert len(found) > 10
    assert all(schema.keys() & {"type", "allOf"} for schema in found)
