"""Schedules in a browser: the form shows what fits, and begins with its time zone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect

from schedules.test_buttons import change
from webapp.domain.site_plan import SitePlan
from webapp.models import User
from webapp.models.clock import db_now
from webapp.services.schedules import book, running
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing

URL = "http://127.0.0.1/" + "a-long-address" * 12
HOURLY = Timing(Often.HOURLY, "America/Argentina/ComodRivadavia", minute=5)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Of somebody in Kolkata, which browsers call by its older name."""
    context = browser.new_context(timezone_id="Asia/Calcutta")
    context.set_default_timeout(20_000)
    yield context
    context.close()


def test_make_one_change_it_and_run_it(signed_in: Page, served: str) -> None:
    page = signed_in
    page.goto(served)
    page.get_by_role("link", name="Schedules").click()
    page.get_by_role("link", name="Make the first one.").click()
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Calcutta")
    expect(page.get_by_label("Pages of the site")).to_be_hidden()
    page.get_by_label("Address").fill("127.0.0.1:9")
    page.get_by_label("The whole site").check()
    page.get_by_label("Pages of the site").fill("30")
    for often, shown in {
        "Every hour": {"Minutes past the hour"},
        "Every day": {"Time of day"},
        "Every month": {"Day of the month", "Time of day"},
        "By a cron expression": {"Cron expression"},
        "Every week": {"Day of the week", "Time of day"},
    }.items():
        page.get_by_label("How often").select_option(often)
        for label in ("Minutes", "Time of", "Day of the m", "Day of the w", "Cron"):
            field = page.get_by_label(label)
            fits = any(name.startswith(label) for name in shown)
            expect(field).to_be_visible(visible=fits)
    page.get_by_label("Day of the week").select_option("Friday")
    page.get_by_label("Time of day").fill("07:30")
    page.get_by_role("button", name="Make the schedule").click()
    facts = page.locator("dl")
    expect(facts).to_contain_text("every Friday at 07:30, Asia/Calcutta")
    expect(facts).to_contain_text("up to 30 pages")

    page.get_by_role("link", name="Change").click()
    page.get_by_label("This page", exact=True).check()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Run now").click()
    expect(facts.get_by_role("link", name="just now")).to_be_visible()
    page.get_by_text("Delete this schedule").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("You have no schedules.")).to_be_visible()


@pytest.mark.parametrize(
    ("theme", "width"), [("light", 320), ("dark", 390), ("light", 700), ("dark", 1200)]
)
def test_everybody_can_use_the_pages(
    app: Flask, signed_in: Page, served: str, alice: User, theme: str, width: int
) -> None:
    page = signed_in
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{served}/schedules")
    check(page, width, "empty")
    with app.app_context():
        made = book.create(alice, Wanted(URL, HOURLY, plan=SitePlan("")))
        running.run_now(made)
        change(last_problem="Too many scans are waiting.", next_at=db_now(4000))
        cron = Timing(Often.CRON, "UTC", expression="0 9 1,15 */2 MON#5")
        paused = book.create(alice, Wanted(URL, cron, "Shop"))
        book.pause(paused)
    path = f"/schedules/{made.id}"
    others = (path, f"/schedules/{paused.id}", f"{path}/change", "/schedules/new")
    for shown in ("/schedules", *others):
        page.goto(served + shown)
        check(page, width, shown)
    page.get_by_label("How often").select_option("By a cron expression")
    page.get_by_label("Address").fill(URL)
    page.get_by_role("button", name="Make").click()
    expect(page.locator("#expression-error")).to_be_visible()
    check(page, width, "errors")


def check(page: Page, width: int, shown: str) -> None:
    found = Axe().run(page).response["violations"]
    told = [(entry["id"], entry["nodes"][0]["html"]) for entry in found]
    assert told == [], shown
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, shown
