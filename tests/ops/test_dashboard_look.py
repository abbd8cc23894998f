"""The dashboard as it looks: within the window, readable in both themes, true."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from rq.job import Job

from support.browser import PASSWORD
from support.ended_jobs import fail
from support.valkey import Valkey
from webapp.models import User

FAILED = "/rq/0/view/jobs/xenlixai_queue/failed/8/asc/1"
#: The pages, and what is there once a page has its data.
PAGES = {
    "/rq/": "#queues tbody a",
    FAILED: "#jobs tbody a",
    "/rq/0/view/workers": "#workers tbody td:nth-child(3)",
    "/rq/0/view/job/the-failed-one": "#job-data .exc_info",
}
LONG = "scan of https://example.com/" + "a-long-path-without-an-end" * 6
Enqueue = Callable[..., Job]

#: What ends beyond its card, apart from what scrolls in a box of its own.
STICKING_OUT = """() => [...document.querySelectorAll("main *, nav, footer")]
    .filter(e => e.offsetWidth && !e.closest("[role=region]"))
    .filter(e => {
        const card = e.closest(".section")
        const end = card ? card.getBoundingClientRect().right : innerWidth
        return e.getBoundingClientRect().right > end + 0.5
    })
    .map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def open_page(
    served: str, page: Page, operator: User, enqueue: Enqueue, valkey: Valkey
) -> Callable[[str], None]:
    """Open a page as the operator; a job waits, another failed, a worker is at work."""
    enqueue(description=LONG)
    fail(enqueue(job_id="the-failed-one", description=LONG), f"ValueError: {LONG}")
    worker = {"birth": "2026-01-01T00:00:00Z", "queues": "xenlixai_high,xenlixai_queue"}
    valkey.client.sadd("rq:workers", f"rq:worker:{'f' * 32}")
    valkey.client.hset(f"rq:worker:{'f' * 32}", mapping={**worker, "state": "busy"})
    page.goto(f"{served}/auth/login?next=/rq/")
    page.fill("input[name=email]", operator.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/rq/")

    def go(path: str) -> None:
        page.goto(served + path)
        expect(page.locator(PAGES[path]).first).to_be_visible()

    return go


@pytest.mark.parametrize("width", [375, 768, 1200])
def test_nothing_sticks_out(
    open_page: Callable[[str], None], page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in PAGES:
        open_page(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(STICKING_OUT) == []


@pytest.mark.parametrize("width", [375, 1200])
def test_a_list_of_jobs_needs_no_scrolling_sideways(
    open_page: Callable[[str], None], page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    open_page(FAILED)
    table = page.locator("#jobs")
    assert table.evaluate("t => t.scrollWidth <= t.parentElement.clientWidth")
    button = table.get_by_text("Requeue").bounding_box()
    assert button
    assert button["width"] > button["height"], "its word is in one line"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1200])
def test_axe_finds_nothing(
    open_page: Callable[[str], None], page: Page, theme: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for path in PAGES:
        open_page(path)
        found = Axe().run(page).response["violations"]
        assert [(entry["id"], entry["nodes"][0]["html"]) for entry in found] == []


def test_nothing_is_white_in_the_dark(
    open_page: Callable[[str], None], page: Page
) -> None:
    page.emulate_media(color_scheme="dark")
    white = """() => [...document.querySelectorAll("body *")]
        .filter(e => e.offsetWidth && getComputedStyle(e).opacity > 0)
        .filter(e => /^rgb.(2[0-9]{2}, ){2}/.test(getComputedStyle(e).backgroundColor))
        .map(e => e.outerHTML.slice(0, 80))"""
    for path in PAGES:
        open_page(path)
        assert page.evaluate(white) == []


def test_the_words_are_true(open_page: Callable[[str], None], page: Page) -> None:
    open_page(FAILED)
    intro = page.locator(".intro")
    expect(intro).to_contain_text("Failed jobs of the queue xenlixai_queue.")
    expect(intro).to_contain_text("Empty this list")
    open_page("/rq/")
    expect(page.locator(".intro")).not_to_contain_text("from above")
