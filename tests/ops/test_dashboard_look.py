"""The dashboard as it looks: within the window, and readable in both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from rq.job import Job

from support.browser import PASSWORD
from support.ended_jobs import fail
from webapp.models import User

FAILED = "/rq/0/view/jobs/xenlixai_queue/failed/8/asc/1"
Enqueue = Callable[..., Job]


@pytest.fixture
def failed(served: str, page: Page, operator: User, enqueue: Enqueue) -> str:
    """Where the pages are; a job waits, another failed; the operator is signed in."""
    enqueue()
    fail(enqueue(description="scan of a page"))
    page.goto(f"{served}/auth/login?next=/rq/")
    page.fill("input[name=email]", operator.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/rq/")
    return served


@pytest.mark.parametrize("width", [375, 1200])
def test_nothing_sticks_out(failed: str, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path, table in (("/rq/", "#queues"), (FAILED, "#jobs")):
        page.goto(failed + path)
        expect(page.locator(f"{table} tbody a").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        inside = "t => t.closest('.section').getBoundingClientRect().right"
        box = page.locator(f"{table} >> xpath=..").bounding_box()
        assert box
        right = page.locator(table).evaluate(inside)
        assert box["x"] + box["width"] <= right


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_stands_there_can_be_read(failed: str, page: Page, theme: str) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for path, table in (("/rq/", "#queues"), (FAILED, "#jobs")):
        page.goto(failed + path)
        expect(page.locator(f"{table} tbody a").first).to_be_visible()
        contrast = {"runOnly": ["color-contrast"]}
        found = Axe().run(page, options=contrast).response["violations"]
        assert [node["html"] for entry in found for node in entry["nodes"]] == []


def test_the_list_of_failed_jobs_is_called_so(failed: str, page: Page) -> None:
    page.goto(failed + FAILED)
    assert "all the queued jobs" not in page.locator(".intro").inner_text()
