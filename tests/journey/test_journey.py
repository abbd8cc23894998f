"""What people do, in a real browser, against the real processes."""

from __future__ import annotations

import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from support.browser import PASSWORD
from support.site import Site
from support.stack import Stack

OPERATOR = "olga@example.com"
STEPS = ["CRAWL", "PARSE", "ANALYZE", "GENERATE"]


def submit(page: Page, stack: Stack, url: str) -> None:
    page.goto(stack.url + "/")
    page.get_by_label("Address of the page").fill(url)
    page.get_by_role("button", name="Scan", exact=True).click()


def sign_up(page: Page, address: str, email: str) -> None:
    page.goto(address)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()


def slow(target: Site, seconds: float) -> str:
    def answer() -> tuple[int, dict[str, str], bytes]:
        time.sleep(seconds)
        return 200, {"Content-Type": "text/html"}, target.good_page().encode()

    target.pages["/slow"] = answer
    return target.url + "/slow"


def test_an_operator_signs_up_scans_and_reads_the_report(
    page: Page, stack: Stack, target: Site
) -> None:
    sign_up(page, stack.setup_link(), OPERATOR)
    submit(page, stack, slow(target, 1.5))
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    steps = page.locator(".steps li strong")
    assert [text.removesuffix(" ✓") for text in steps.all_inner_texts()] == STEPS
    expect(page.get_by_text("How the score came about")).to_be_visible()
    expect(page.get_by_text("Composed from the findings")).to_be_visible()
    expect(page.locator("[hx-trigger]")).to_have_count(0)
    page.goto(stack.url + "/rq/")
    expect(page.get_by_text("xenlixai_high")).to_be_visible()


def test_a_visitor_gets_a_teaser_signs_in_and_claims_it(
    page: Page, stack: Stack, target: Site
) -> None:
    submit(page, stack, target.url + "/")
    expect(page.get_by_text("This is the teaser")).to_be_visible()
    expect(page.get_by_text("How the score came about")).to_have_count(0)
    page.get_by_role("link", name="Create an account").click()
    page.get_by_label("E-mail").fill("vera@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    page.get_by_role("button", name="Get the full report").click()
    expect(page.get_by_text("Composed from the findings")).to_be_visible()
    page.get_by_role("link", name="Scans", exact=True).click()
    expect(page.get_by_role("row")).to_have_count(2)


def test_a_poll_waits_while_the_tab_is_hidden(
    page: Page, stack: Stack, target: Site
) -> None:
    submit(page, stack, slow(target, 6))
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.evaluate(
        "Object.defineProperty(document, 'hidden', {get: () => true, configurable: 1})"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2500)
    assert not [url for url in asked if "/progress" in url]
    page.evaluate("delete document.hidden")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(1500)
    assert [url for url in asked if "/progress" in url]


def test_it_works_without_javascript(
    browser: object, stack: Stack, target: Site
) -> None:
    context: BrowserContext = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    submit(page, stack, target.url + "/")
    for _ in range(20):
        if page.get_by_text("This is the teaser").count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(page.get_by_text("This is the teaser")).to_be_visible()
    context.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_serious_accessibility_violation(
    page: Page, stack: Stack, target: Site, theme: str
) -> None:
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    sign_up(page, stack.url + "/auth/register", f"axe-{theme}@example.com")
    submit(page, stack, target.url + "/")
    expect(page.get_by_text("Composed from the findings")).to_be_visible()
    report = page.url
    submit(page, stack, target.url + "/none")
    expect(page.get_by_text("Not scanned")).to_be_visible()
    error = page.url
    submit(page, stack, slow(target, 3))
    pages = [page.url, report, error]
    pages += [stack.url + path for path in ("/", "/scans", "/account", "/bot", "/nope")]
    for address in pages:
        page.goto(address)
        assert serious(page) == [], address
    page.context.clear_cookies()
    for path in ("/auth/login", "/auth/register", "/scans"):
        page.goto(stack.url + path)
        assert serious(page) == [], path


def test_long_words_do_not_widen_the_page(
    page: Page, stack: Stack, target: Site
) -> None:
    word = "T" * 20_000
    target.pages["/long"] = f"<title>{word}</title><h1>{word}</h1><a href=/{word}>x</a>"
    page.set_viewport_size({"width": 375, "height": 800})
    submit(page, stack, target.url + "/long")
    expect(page.get_by_text("This is the teaser")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    for address in (page.url, stack.url + "/scans", stack.url + "/"):
        if page.url != address:
            page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, address


def serious(page: Page) -> list[str]:
    """axe-core's serious and critical violations, with the places."""
    found = Axe().run(page).response["violations"]
    return [
        f"{entry['id']}: {[node['html'][:120] for node in entry['nodes'][:3]]}"
        for entry in found
        if entry["impact"] in ("serious", "critical")
    ]


def test_no_script_of_a_scanned_page_runs_on_rq(
    page: Page, stack: Stack, target: Site
) -> None:
    page.goto(stack.url + "/auth/login")
    page.get_by_label("E-mail").fill(OPERATOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile(r"/$|/scans"))
    evil = target.url + "/?<img src=x onerror=window.owned=1>"
    page.goto(stack.url + "/")
    page.get_by_label("Address of the page").fill(evil.replace("<", "%3C"))
    page.get_by_role("button", name="Scan", exact=True).click()
    page.wait_for_timeout(3000)
    page.goto(stack.url + "/rq/0/view/jobs/xenlixai_high/finished/8/asc/1")
    page.locator("#jobs .job_id a").first.click()
    expect(page.get_by_text("Origin queue")).to_be_visible()
    assert page.evaluate("window.owned") is None
