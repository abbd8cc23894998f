"""What a poll leaves alone: the focus, what did not change, a hidden tab."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from support.browser import PASSWORD
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.models.transactions import transactional

HAS_FOCUS = "element => element === document.activeElement"


@pytest.fixture
def signed_in(page: Page, served: str, alice: User) -> Page:
    page.goto(f"{served}/auth/login")
    page.get_by_label("E-mail").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{served}/")
    return page


def change(app: Flask, public_id: str, **columns: object) -> None:
    @transactional
    def write() -> None:
        chosen = db.session.query(Scan).filter_by(public_id=public_id)
        chosen.update(columns)  # type: ignore[arg-type]

    with app.app_context():
        write()


def test_the_cancel_button_keeps_the_focus(
    app: Flask, signed_in: Page, served: str, alice: User
) -> None:
    state = {"status": "RUNNING", "step": "PARSE", "progress": 30}
    public_id = make_scan(app, user_id=alice.id, **state)
    signed_in.goto(f"{served}/scans/{public_id}")
    button = signed_in.get_by_role("button", name="Cancel the scan")
    button.focus()
    held = button.element_handle()
    change(app, public_id, step="ANALYZE", progress=50)
    expect(signed_in.get_by_role("progressbar")).to_have_attribute(
        "aria-valuenow", "50"
    )
    assert held.evaluate(HAS_FOCUS)
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_text("The scan was canceled.")).to_be_visible()
