"""A list that was cut says so."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from support import scans
from support.scans import make_scan, report_body


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (2000, "Heading outline (the first 200 of 2000)"),
        (200, "Heading outline (200)"),
    ],
)
def test_the_heading_outline(
    app: Flask,
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    words: str,
) -> None:
    body = report_body("".join(f"<h2>Part {part}</h2>" for part in range(number)))
    monkeypatch.setattr(scans, "report_body", lambda: body)
    public_id = make_scan(app, with_report=True, status="TEASER_READY")
    assert words in client.get(f"/scans/{public_id}").text
    facts = client.get(f"/scans/{public_id}/report.json").get_json()["page"]
    assert (len(facts["headings"]), facts["headings_total"]) == (200, number)
