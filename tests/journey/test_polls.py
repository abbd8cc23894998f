"""What a poll leaves alone: the focus, what did not change, a hidden tab."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import Page, Request, expect

from support.scans import make_scan
from webapp.extensions import db
from webapp.models import Scan, User
from webapp.models.transactions import transactional

HAS_FOCUS = "element => element === document.activeElement"


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


def test_the_list_follows_its_scans_and_stops(
    app: Flask, signed_in: Page, served: str, alice: User
) -> None:
    state = {"status": "RUNNING", "step": "PARSE", "progress": 30}
    public_id = make_scan(app, user_id=alice.id, **state)
    make_scan(app, user_id=alice.id, status="CANCELED")
    asked: list[str] = []
    signed_in.on("request", lambda request: asked.append(request.url))
    signed_in.goto(f"{served}/scans")
    link = signed_in.locator(f"a[href='/scans/{public_id}']")
    link.focus()
    held = link.element_handle()
    change(app, public_id, progress=65, page_title="Beans")
    expect(signed_in.get_by_text("65 %")).to_be_visible()
    expect(link).to_have_text("Beans")
    assert held.evaluate(HAS_FOCUS)
    change(app, public_id, status="FULL_READY", score=90)
    expect(signed_in.get_by_text("Ready")).to_be_visible()
    expect(signed_in.locator("#announcer")).to_contain_text("No scan")
    assert link.evaluate(HAS_FOCUS)
    polls = [url for url in asked if "/scans/list" in url]
    signed_in.wait_for_timeout(2200)
    assert [url for url in asked if "/scans/list" in url] == polls


def test_the_list_waits_in_a_hidden_tab(
    app: Flask, signed_in: Page, served: str, alice: User
) -> None:
    make_scan(app, user_id=alice.id, url="https://a.example/", status="QUEUED")
    make_scan(app, user_id=alice.id, url="https://a.example/b", status="QUEUED")
    signed_in.goto(f"{served}/scans?q=a.example")
    signed_in.evaluate(
        "Object.defineProperty(document, 'hidden', {get: () => true, configurable: 1})"
    )
    asked: list[str] = []

    def note(request: Request) -> None:
        if "/static/" not in request.url:  # it asks for the page's icon when it likes
            asked.append(request.url)

    signed_in.on("request", note)
    signed_in.wait_for_timeout(2200)
    assert asked == []
    signed_in.evaluate("delete document.hidden")
    with signed_in.expect_request("**/scans/list?q=a.example&page=1"):
        signed_in.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert len(asked) == 1
