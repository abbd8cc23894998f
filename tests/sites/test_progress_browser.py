"""The progress in a browser: it follows the site scan, and ends by itself."""

from __future__ import annotations

from typing import Any

from flask import Flask
from playwright.sync_api import Page, expect

from webapp.extensions import db
from webapp.models import SiteScan
from webapp.models.clock import db_now
from webapp.models.transactions import transactional


def change(app: Flask, public_id: str, **columns: object) -> None:
    @transactional
    def write() -> None:
        chosen = db.session.query(SiteScan).filter_by(public_id=public_id)
        chosen.update(columns)  # type: ignore[arg-type]

    with app.app_context():
        write()


def test_it_follows_the_site_and_stops(
    app: Flask, signed_in: Page, served: str, make: Any
) -> None:
    public_id = make.site("SCANNING", found=10, done=2)
    asked: list[str] = []
    signed_in.on("request", lambda request: asked.append(request.url))
    signed_in.goto(f"{served}/sites/{public_id}")
    pause = signed_in.get_by_role("button", name="Pause")
    pause.focus()
    held = pause.element_handle()
    change(app, public_id, done=4)
    bar = signed_in.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuenow", "4")
    announcer = signed_in.locator("#announcer")
    expect(announcer).to_contain_text("about 40 % of those that are known")
    assert held.evaluate("element => element === document.activeElement")
    change(app, public_id, status="CANCELED", finished_at=db_now())
    expect(signed_in.get_by_role("button", name="Scan again")).to_be_visible()
    polls = [url for url in asked if url.endswith("/progress")]
    signed_in.wait_for_timeout(2500)
    assert [url for url in asked if url.endswith("/progress")] == polls
