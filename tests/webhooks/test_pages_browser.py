"""Webhooks in a browser: add one, copy its secret, send a test, watch the log."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import update

from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.webhooks import endpoints

URL = "https://hooks.example.com/in/" + "a-long-address" * 12


@transactional
def change(
    model: type[WebhookDelivery] | type[WebhookEndpoint], **values: object
) -> None:
    db.session.execute(update(model).values(**values))


def test_add_test_and_watch(app: Flask, signed_in: Page, served: str) -> None:
    page = signed_in
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{served}/account")
    page.get_by_role("link", name="Have a server told").click()
    page.get_by_label("Address").fill("https://hooks.example.com/in")
    page.get_by_label("Name").fill("Tracker")
    page.get_by_label("The first half of a report is ready").uncheck()
    page.keyboard.press("Enter")

    secret = page.locator("#secret").text_content()
    page.get_by_role("button", name="Copy the secret").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret

    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_role("heading", name="Tracker")).to_be_visible()
    expect(page.locator("dl")).not_to_contain_text("scan.teaser_ready")
    expect(page.locator(".deliveries li")).to_contain_text("○ Waiting")
    page.get_by_text("The message", exact=True).click()
    expect(page.locator("pre")).to_contain_text('"type":"webhook.test"')
    with app.app_context():
        ended = {"due_at": None, "ended_at": db_now(), "tried_at": db_now()}
        change(WebhookDelivery, status="delivered", tries=1, answer="204", **ended)
    expect(page.locator(".deliveries li")).to_contain_text(
        "● Delivered: 204 No Content"
    )
    expect(page.locator("#announcer")).to_contain_text("Nothing is about to be sent.")
    assert page.locator("[hx-get]").count() == 0, "nothing is left to be asked"
    expect(page.get_by_role("button", name="Send again")).to_be_visible()


@pytest.mark.parametrize(
    ("theme", "width"), [("light", 320), ("dark", 390), ("light", 700), ("dark", 1200)]
)
def test_everybody_can_use_the_pages(
    app: Flask, signed_in: Page, served: str, alice: User, theme: str, width: int
) -> None:
    page = signed_in
    with app.app_context():
        other, _ = endpoints.create(alice, URL, ["scan.failed"], "Tracker")
        endpoints.disable(other, "secret_lost")
        endpoint, _ = endpoints.create(alice, URL, ["scan.failed", "scan.full_ready"])
        endpoints.test(endpoint)
        failed = {"tries": 4, "answer": "blocked_address", "tried_at": db_now(5)}
        change(WebhookDelivery, **failed, due_at=db_now(3000))
        change(WebhookEndpoint, failing_since=db_now())
        endpoints.test(endpoint)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    path = f"/webhooks/{endpoint.id}"
    for shown in ("/webhooks", path, f"/webhooks/{other.id}"):
        page.goto(served + shown)
        check(page, width, shown)
    page.goto(served + "/webhooks")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("#url-error")).to_be_visible()
    check(page, width, "errors")
    page.goto(served + path)
    for folded in page.locator("main > details > summary").all():
        folded.click()
    check(page, width, "everything open")
    page.get_by_label("Address").fill("https://10.0.0.1/")
    page.keyboard.press("Enter")
    expect(page.locator("#change #url-error")).to_be_visible()
    check(page, width, "a change that is refused")
    page.get_by_text("Make a new secret…").click()
    page.get_by_role("button", name="Make a new secret").click()
    expect(page.locator("#secret")).to_be_visible()
    check(page, width, "secret")


def check(page: Page, width: int, shown: str) -> None:
    found = Axe().run(page).response["violations"]
    told = [(entry["id"], entry["nodes"][0]["html"]) for entry in found]
    assert told == [], shown
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, shown
