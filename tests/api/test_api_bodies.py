"""Every route that takes a body: how long it may be, and which fields it may have."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from support.api import Api
from webapp.api.openapi import paths
from webapp.models import Scan, Schedule, SiteScan, User, WebhookEndpoint
from webapp.sites.routes import MOST_BYTES, ROOM_FOR_FIELDS

URL = "http://127.0.0.1:9/"
BODIES = [
    (method.upper(), path)
    for path, operations in paths().items()
    for method, told in operations.items()
    if "requestBody" in told
]
KINDS = {"scans", "sites", "schedules", "webhooks"}
USUAL = 64 * 1024
#: Of the website's form.
LONG = MOST_BYTES + ROOM_FOR_FIELDS
EVERY_BODY = pytest.mark.parametrize(("method", "rule"), BODIES)


class Sender(Api):
    def __init__(self, app: Flask, user: User) -> None:
        super().__init__(app, user)
        self.ids = {
            rule: self.ask("POST", rule, rule, json={"url": URL})[1]["id"]
            for method, rule in BODIES
            if method == "POST" and f"{rule}/{{id}}" in paths()
        }

    def send(
        self, method: str, rule: str, data: bytes, *, in_chunks: bool = False
    ) -> tuple[int, Any]:
        """In chunks as gunicorn hands them on, whose end alone it knows."""
        path = rule.replace("{id}", str(self.ids[rule.removesuffix("/{id}")]))
        options: dict[str, Any] = {"data": data}
        if in_chunks:
            options = {"input_stream": io.BytesIO(data)}
            options["headers"] = {"Transfer-Encoding": "chunked"}
            options["environ_overrides"] = {"wsgi.input_terminated": True}
        content_type = "application/json"
        return self.ask(method, path, rule, content_type=content_type, **options)


@pytest.fixture
def sender(app: Flask, alice: User) -> Sender:
    return Sender(app, alice)


def most(rule: str) -> int:
    return LONG if rule == "/api/v1/sites" else USUAL


def padded(length: int, **body: Any) -> bytes:
    return json.dumps({"url": URL, **body}).encode().ljust(length)


def stored(app: Flask) -> dict[str, int]:
    with app.app_context():
        models = (Scan, SiteScan, Schedule, WebhookEndpoint)
        return {model.__name__: model.query.count() for model in models}


def test_every_kind_of_thing_is_made_by_a_body() -> None:
    assert {path.split("/")[3] for _, path in BODIES} == KINDS
    assert len(BODIES) >= 6


def test_the_usual_limit_is_the_apps(app: Flask) -> None:
    assert app.config["MAX_CONTENT_LENGTH"] == USUAL


@EVERY_BODY
@pytest.mark.parametrize("in_chunks", [False, True])
@pytest.mark.parametrize("more", [1, 2, 100_000])
def test_one_that_is_too_long(
    app: Flask, sender: Sender, method: str, rule: str, in_chunks: bool, more: int
) -> None:
    """Also where what fits of it would be a whole body."""
    before = stored(app)
    data = padded(most(rule) + more)
    status, told = sender.send(method, rule, data, in_chunks=in_chunks)
    assert (status, told["error"]["code"]) == (413, "request_entity_too_large")
    limit = "8.5 MiB" if most(rule) == LONG else "64 KiB"
    assert f"at most {limit} here" in told["error"]["message"]
    advice = {"sites": '"urls"', "scans": "/api/v1/sites", "schedules": '"sitemap"'}
    assert advice.get(rule.split("/")[3], "send less") in told["error"]["message"]
    assert stored(app) == before


@EVERY_BODY
@pytest.mark.parametrize("in_chunks", [False, True])
def test_one_that_fits(sender: Sender, method: str, rule: str, in_chunks: bool) -> None:
    data = padded(most(rule))
    status, _ = sender.send(method, rule, data, in_chunks=in_chunks)
    assert status in (200, 201, 202)


@EVERY_BODY
def test_the_description_tells_the_limit(method: str, rule: str) -> None:
    told = paths()[rule][method.lower()]
    assert {"400", "413", "415", "422"} <= told["responses"].keys()
    limit = "8.5 MiB" if most(rule) == LONG else "64 KiB"
    assert told["requestBody"]["description"] == f"At most {limit}."


@EVERY_BODY
def test_one_that_ends_before_its_length(
    sender: Sender, method: str, rule: str
) -> None:
    """gunicorn gives what came, and does not tell that more was promised."""
    data = padded(0)
    path = rule.replace("{id}", str(sender.ids[rule.removesuffix("/{id}")]))
    environ = {"wsgi.input_terminated": True, "CONTENT_LENGTH": str(len(data) + 100)}
    more = {"input_stream": io.BytesIO(data), "environ_overrides": environ}
    content_type = "application/json"
    answer = sender.ask(method, path, rule, content_type=content_type, **more)
    assert (answer[0], answer[1]["error"]["code"]) == (400, "bad_request")


@pytest.mark.parametrize("piece", [b"[]", b"{}", b"1", b'{"a":[]}'])
def test_a_long_one_of_nothing_but_marks(sender: Sender, piece: bytes) -> None:
    """It would take 25 times its length in memory."""
    data = b'{"urls":[' + (piece + b",") * (8_000_000 // (len(piece) + 1)) + b'""]}'
    status, told = sender.send("POST", "/api/v1/sites", data)
    assert (status, told["error"]["code"]) == (413, "request_entity_too_large")
    assert "500,000 commas and brackets" in told["error"]["message"]


def test_a_list_as_long_as_the_forms(sender: Sender) -> None:
    """Of addresses that have commas and brackets themselves."""
    urls = [f"{URL}{'x' * 1400}?a[]=1,2&n={number}" for number in range(6_000)]
    data = padded(0, urls=urls)
    assert MOST_BYTES < len(data) < LONG
    status, made = sender.send("POST", "/api/v1/sites", data)
    assert (status, made["counts"]["found"]) == (202, 6_000)


@EVERY_BODY
def test_a_field_that_nobody_knows(
    app: Flask, sender: Sender, method: str, rule: str
) -> None:
    """Named, with those that there are; nothing is done, whatever else it says."""
    before = stored(app)
    for name in ("quries", "user_id", "", "Url", "x" * 500):
        data = json.dumps({"url": URL, name: {}}).encode()
        status, told = sender.send(method, rule, data)
        assert (status, told["error"]["code"]) == (422, "unknown_field")
        said = f'There is no field "{name[:60]}" here; there are '
        assert told["error"]["message"].startswith(said), told
        known = schema_of(method, rule)["properties"]
        assert told["error"]["message"].endswith(f"{', '.join(known)}.")
    assert stored(app) == before


def schema_of(method: str, rule: str) -> dict[str, Any]:
    told = paths()[rule][method.lower()]["requestBody"]["content"]
    schema: dict[str, Any] = told["application/json"]["schema"]
    return schema


def objects(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "properties" in schema:
        yield schema
    for part in schema.get("properties", {}).values():
        yield from objects(part)


@EVERY_BODY
def test_the_description_allows_no_other_field(method: str, rule: str) -> None:
    found = list(objects(schema_of(method, rule)))
    assert found
    assert all(schema["additionalProperties"] is False for schema in found)
