"""Changing a webhook by keyboard alone, and where no script runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from support.browser import PASSWORD
from webapp.models import User
from webapp.services.webhooks import endpoints
from webapp.services.webhooks.events import CHOICES

OTHER = "https://other.example.com/in"


@pytest.fixture
def without_script(browser: Browser, served: str, alice: User) -> Iterator[Page]:
    """Alice's browser, whose scripts are blocked."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/auth/login")
    page.get_by_label("E-mail").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    yield page
    context.close()


def test_by_keyboard(app: Flask, signed_in: Page, served: str, path: str) -> None:
    page = signed_in
    page.goto(served + path)
    page.get_by_role("link", name="Change…").press("Enter")
    page.wait_for_url("**#change")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the summary, where the jump has led
    page.keyboard.press("Tab")
    expect(page.get_by_label("Address")).to_be_focused()
    page.keyboard.insert_text(OTHER)  # the field's text was selected by the way
    page.keyboard.press("Enter")
    expect(page.locator("dl")).to_contain_text(OTHER)

    page.get_by_role("link", name="New secret…").press("Enter")
    page.wait_for_url("**#secret")  # a jump takes its time, a key does not wait for it
    page.keyboard.press("Tab")
    expect(page.locator("#secret summary")).to_be_focused()
    expect(page.get_by_role("button", name="Make a new secret")).to_be_hidden()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Make a new secret")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("code#secret")).to_contain_text("whsec_")


def test_without_script(without_script: Page, served: str, path: str) -> None:
    page = without_script
    page.goto(served + path)
    page.get_by_text("Change address, name or events…").click()
    page.get_by_label("Address").fill("https://10.0.0.1/")
    page.get_by_role("button", name="Save the changes").click()
    expect(page.locator("#url-error")).to_contain_text("private or reserved")
    page.get_by_label("Address").fill(OTHER)
    page.get_by_label("A scan failed").uncheck()
    page.get_by_role("button", name="Save the changes").click()
    expect(page.locator("dl")).to_contain_text(OTHER)
    expect(page.locator("dl")).not_to_contain_text("scan.failed")
    page.get_by_text("Make a new secret…").click()
    page.get_by_role("button", name="Make a new secret").click()
    expect(page.locator("code#secret")).to_contain_text("whsec_")


def test_what_is_typed_outlives_the_poll(
    app: Flask, signed_in: Page, served: str, alice: User
) -> None:
    with app.app_context():
        endpoint, _ = endpoints.create(alice, "https://hooks.example.com/", CHOICES)
        endpoints.test(endpoint)
    page = signed_in
    page.goto(f"{served}/webhooks/{endpoint.id}")
    page.get_by_text("Change address, name or events…").click()
    page.get_by_label("Name").fill("Half a na")
    with app.app_context():
        endpoints.disable(endpoints.find(alice, endpoint.id))
    expect(page.locator("#webhook")).to_contain_text("you turned it off")
    expect(page.get_by_label("Name")).to_have_value("Half a na")
