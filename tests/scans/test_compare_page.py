"""Scans beside each other, on a phone and on a desk: all of them can be seen."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page
from sqlalchemy import select

from support.browser import sign_in
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import Report, Scan, User
from webapp.models.transactions import transactional

#: Cells that reach out of the window, or over the edge of what scrolls them.
HIDDEN = """() => Array.from(document.querySelectorAll("main td, main th"))
  .filter(cell => cell.checkVisibility())
  .filter(cell => cell.getBoundingClientRect().right > innerWidth)
  .map(cell => cell.textContent.trim())"""
HEADING_GAP = """() => {
  const heading = Array.from(document.querySelectorAll("h2"))
    .find(h => h.textContent === "Checks that differ");
  const above = document.querySelector(".scroll").getBoundingClientRect();
  return heading.getBoundingClientRect().top - above.bottom;
}"""


def comparison(app: Flask, user: User, urls: list[str]) -> str:
    """The address of a comparison in which checks differ."""
    done = {"with_report": True, "status": "FULL_READY", "user_id": user.id}
    scans = [make_scan(app, url=url, **done) for url in urls]
    with app.app_context():
        turn_over(scans[0])
    return "/scans/compare?" + "&".join(f"id={scan}" for scan in scans)


def turn_over(public_id: str) -> None:
    """Every check of this scan gets another outcome."""
    other = {"fail": "pass", "warn": "not_measured", "pass": "fail"}

    @transactional
    def change() -> None:
        scan = db.session.scalars(select(Scan).where(Scan.public_id == public_id)).one()
        row = db.session.get_one(Report, scan.id)
        audits = [
            {**audit, "outcome": other.get(audit["outcome"], "pass")}
            for audit in row.body["audits"]
        ]
        row.body = {**row.body, "audits": audits}

    change()


@pytest.mark.parametrize("width", [360, 700, 1000])
@pytest.mark.parametrize("is_one_page", [True, False])
def test_no_scan_is_out_of_sight(
    app: Flask,
    signed_in: Page,
    served: str,
    alice: User,
    width: int,
    is_one_page: bool,
) -> None:
    number = 1 if is_one_page else 4
    urls = [f"https://shop-{n}.example/a-page-with-a-name/{n}" for n in range(number)]
    path = comparison(app, alice, urls * (4 // number))
    signed_in.set_viewport_size({"width": width, "height": 800})
    signed_in.goto(served + path)
    assert signed_in.locator("td").count() > 100
    assert signed_in.evaluate(HIDDEN) == []
    assert signed_in.evaluate("document.documentElement.scrollWidth") <= width
    assert signed_in.evaluate(HEADING_GAP) >= 16


def test_on_a_phone_each_outcome_says_whose_it_is(
    app: Flask, signed_in: Page, served: str, alice: User
) -> None:
    urls = ["https://own.example/", "https://other.example/"]
    signed_in.set_viewport_size({"width": 360, "height": 800})
    signed_in.goto(served + comparison(app, alice, urls))
    labels = signed_in.locator("table").nth(1).locator("tbody tr").first.locator("td")
    shown = "cell => getComputedStyle(cell, '::before').content"
    found = [cell.evaluate(shown) for cell in labels.all()]
    assert [text.strip('"') for text in found] == ["own.example", "other.example"]


def test_guessing_ids_for_a_comparison_ends_too(
    client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    path = "/scans/compare?id=x&id=y"
    found = {client.get(path).status_code for _ in range(120)}
    assert found == {404}
    assert client.get(path).status_code == 429
    assert client.get("/scans/z").status_code == 429
