"""Real reports against the schema that is published."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from support.scans import make_scan
from webapp.models import User


@pytest.fixture
def schema(client: FlaskClient) -> dict[str, Any]:
    """As a client reads it."""
    description = client.get("/api/v1/openapi.json").get_json()
    found: dict[str, Any] = description["components"]["schemas"]["Report"]
    jsonschema.Draft202012Validator.check_schema(found)
    return found


def report(client: FlaskClient, scan: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/scans/{scan}/report.json").get_json()
    return found


def test_a_full_report_keeps_it(
    app: Flask, client: FlaskClient, schema: dict[str, Any], alice: User
) -> None:
    scan = make_scan(app, with_report=True, user_id=alice.id, status="FULL_READY")
    sign_in(client, alice)
    full = report(client, scan)
    jsonschema.validate(full, schema)
    for part in ("insights", "pagespeed", "structured_data", "ai_view", "quotes"):
        assert "unavailable" not in full[part], part


def test_a_teaser_keeps_it(
    app: Flask, client: FlaskClient, schema: dict[str, Any]
) -> None:
    scan = make_scan(app, with_report=True, status="TEASER_READY")
    teaser = report(client, scan)
    jsonschema.validate(teaser, schema)
    assert set(teaser["insights"]) == {"unavailable"}
    assert teaser["page"]["links"] == []


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("score", 101),
        ("audits", [{"id": "x"}]),
        ("pagespeed", {"provider": "psi"}),
        ("page", {}),
        ("schema", 2),
    ],
)
def test_the_schema_refuses_what_is_none(
    app: Flask, client: FlaskClient, schema: dict[str, Any], part: str, value: object
) -> None:
    scan = make_scan(app, with_report=True, status="TEASER_READY")
    broken = {**report(client, scan), part: value}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)
