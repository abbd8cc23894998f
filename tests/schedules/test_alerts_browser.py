"""Alerts in a browser: everybody can read them, and choose what is told."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from schedules.test_pages_browser import check
from support.site_rows import ORIGIN, add_site
from webapp.extensions import db
from webapp.models import Schedule, SiteScan, User
from webapp.models.transactions import transactional
from webapp.services.alerts import raising
from webapp.services.alerts.news import Kind
from webapp.services.schedules import book
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing

DAILY = Timing(Often.DAILY, "Europe/Berlin", hour=6)
LONG = f"{ORIGIN}/" + "a-long-address-" * 15


@pytest.fixture
def path(app: Flask, alice: User) -> str:
    with app.app_context():
        schedule = book.create(alice, Wanted(f"{ORIGIN}/", DAILY, "Shop"))
        raise_some(schedule, add_site(alice))
        return f"/schedules/{schedule.id}"


@transactional
def raise_some(schedule: Schedule, site: SiteScan) -> None:
    titles = ("The page has no title", "Links lead to pages that are not there")
    checks = [
        {"id": "a", "title": title, "severity": "serious", "pages": 3}
        for title in titles
    ]
    pages = [{"url": f"{LONG}{n}", "reason": "http_404" if n else ""} for n in (0, 1)]
    for kind, found in (
        (Kind.SCORE, {"before": 91, "after": 74}),
        (Kind.CHECKS, {"number": 2, "checks": checks}),
        (Kind.PAGES, {"number": 30, "pages": pages}),
    ):
        raising.raise_alert(schedule, site, kind, found, None)
    schedule.ended_scan_id = site.id


@pytest.mark.parametrize(("theme", "width"), [("light", 1200), ("dark", 320)])
def test_everybody_can_read_them(
    signed_in: Page, served: str, path: str, theme: str, width: int
) -> None:
    page = signed_in
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    page.goto(f"{served}/schedules")
    check(page, width, "list")
    page.get_by_role("link", name="3 alerts").click()
    expect(page.get_by_role("heading", name="Alerts")).to_be_visible()
    for summary in page.locator("section summary").all():
        if not summary.evaluate("each => each.parentElement.open"):
            summary.click()
    check(page, width, "open")


def test_choose_what_is_told(
    app: Flask, signed_in: Page, served: str, path: str
) -> None:
    page = signed_in
    page.goto(served + path)
    page.get_by_text("What is told, and how").click()
    page.get_by_label("The score falls").fill("200")
    page.get_by_role("button", name="Save what is told").click()
    expect(page.locator("#fall-error")).to_be_visible()
    page.get_by_label("The score falls").fill("12")
    page.get_by_label("A check newly fails").select_option("critical")
    page.get_by_label("A page is gone").uncheck()
    page.get_by_role("button", name="Save what is told").click()
    expect(page.get_by_text("What is told is changed.")).to_be_visible()
    with app.app_context():
        schedule = db.session.scalars(select(Schedule)).one()
        rules = (schedule.alert_fall, schedule.alert_severity, schedule.alert_pages)
        assert rules == (12, "critical", False)
