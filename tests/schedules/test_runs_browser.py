"""The runs of a schedule in a browser: everybody can read and leaf through them."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from schedules.run_rows import add_one_of_each, add_run
from schedules.test_pages_browser import HOURLY, URL, check
from webapp.models import User
from webapp.services.schedules import book, history, running
from webapp.services.schedules.book import Wanted

MORE = history.PAGE_SIZE


@pytest.fixture
def path(app: Flask, alice: User) -> str:
    """Of a schedule that ran, and was left out, often enough for two pages."""
    with app.app_context():
        schedule = book.create(alice, Wanted(URL, HOURLY, "Shop"))
        add_one_of_each(schedule)
        why = {"error_code": "still_running", "error_message": running.STILL_OPEN}
        for hours in range(10, 10 + MORE):
            add_run(schedule, hours, **why)
        return f"/schedules/{schedule.id}"


@pytest.mark.parametrize(
    ("theme", "width"), [("light", 320), ("dark", 390), ("light", 700), ("dark", 1200)]
)
def test_everybody_can_read_them(
    signed_in: Page, served: str, path: str, theme: str, width: int
) -> None:
    page = signed_in
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(served + path)
    rows = page.locator("table.schedule-runs tbody tr")
    expect(rows).to_have_count(history.PAGE_SIZE)
    check(page, width, "first")
    # With the keyboard alone.
    page.get_by_role("link", name="Older").focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(8)
    assert page.url.endswith("?page=2#runs")
    expect(page.get_by_role("heading", name="Runs", exact=True)).to_be_in_viewport()
    check(page, width, "second")
    page.get_by_role("link", name="Newer").click()
    page.get_by_role("link", name="1 alert").click()
    expect(page.get_by_role("heading", name="Alerts")).to_be_in_viewport()
