"""What the report shows of the passages found."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from support.scans import Letters, change_body
from webapp.pipeline.passages import Passage, quotes

PASSAGES = [
    Passage(("Tea", f"How long does tea {n} brew?"), f"Tea {n} brews long.", 4, (0, n))
    for n in range(6)
]
OWN = [f"tea {n} at home" for n in range(5)]


def section(app: Flask, client: FlaskClient, scan: str, **options: Any) -> Tag:
    found = quotes(PASSAGES, [], OWN, Letters(), 5000, "en", **options)
    change_body(app, scan, quotes=found)
    page = BeautifulSoup(client.get(f"/scans/{scan}").data, "lxml")
    shown = page.select_one("section:has(> #quotes)")
    assert shown is not None
    return shown


def test_all_that_a_person_asked_is_in_sight(
    app: Flask, client: FlaskClient, scan: str
) -> None:
    shown = section(app, client, scan)
    assert [one.get_text() for one in shown.select("section > article h3")] == OWN
    folded = shown.select("details article h3")
    assert [one.get_text() for one in folded] == [
        passage.path[1] for passage in PASSAGES
    ]
    assert "6 passages were compared." in shown.get_text()


def test_what_was_not_compared_is_told_in_sight(
    app: Flask, client: FlaskClient, scan: str
) -> None:
    told = "Of the 26 passages of this page only the first 6 were compared"
    assert told not in section(app, client, scan).get_text()
    [sentence] = section(app, client, scan, left_out=20).select("section > p")
    assert told in sentence.get_text()
