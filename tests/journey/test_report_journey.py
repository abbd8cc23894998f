"""What somebody does with a report: read, filter, share, compare, take away."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from support.browser import PASSWORD
from support.chromium import overhear
from support.site import Site
from support.stack import Stack

#: A scan on a machine that has more to do.
SCAN_MS = 40_000
QUERY = "at what time of the day do tomato plants want water"
ANSWER = "Tomato plants want water in the morning, close to the root."
#: Presses of Tab after which nobody would go on.
PATIENCE = 60


@dataclass(frozen=True)
class Member:
    """Somebody who is signed in and has one full report, of a page without ``lang``."""

    state: Any
    scanned: str
    report: str


def scan(page: Page, stack: Stack, url: str, query: str = "") -> str:
    """Submit the form, wait for the full report, and give its address."""
    page.goto(stack.url + "/")
    page.get_by_label("Address of the page").fill(url)
    page.get_by_label("What should people find it for?").fill(query)
    page.get_by_role("button", name="Scan", exact=True).click()
    page.wait_for_url(f"{stack.url}/scans/*")
    expect(page.locator("article.quote").first).to_be_visible(timeout=SCAN_MS)
    expect(page.locator("[hx-trigger]")).to_have_count(0)
    return page.url


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """With the model: it finds the passages."""
    folder = tmp_path_factory.mktemp("report")
    stack = Stack(folder, {"KEYPHRASES_ENCODER": "torch"})
    stack.start_all()
    yield stack
    stack.stop()


@pytest.fixture(scope="module")
def member(browser: Browser, stack: Stack, target: Site) -> Member:
    target.pages["/guide"] = target.good_page("/guide").replace(' lang="en"', "")
    context = browser.new_context()
    page = context.new_page()
    page.goto(stack.url + "/auth/register")
    page.get_by_label("E-mail").fill("rita@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create the account").click()
    page.wait_for_url(stack.url + "/")
    report = scan(page, stack, target.url + "/guide", QUERY)
    state = context.storage_state()
    context.close()
    return Member(state, target.url + "/guide", report)


@pytest.fixture
def context(browser: Browser, member: Member) -> Iterator[BrowserContext]:
    """The member's browser."""
    context = browser.new_context(storage_state=member.state)
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def reader(page: Page, member: Member) -> Iterator[Page]:
    """The report, open in a browser that may complain of nothing."""
    complaints = overhear(page)
    page.goto(member.report)
    yield page
    assert complaints == []


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A browser that was never here."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def body_of(page: Page) -> dict[str, Any]:
    """The report as JSON, by the page's own link."""
    link = page.get_by_role("link", name="JSON", exact=True).get_attribute("href")
    assert link
    answer = page.request.get(page.url.partition("/scans/")[0] + link)
    assert answer.ok, answer.status
    body: dict[str, Any] = answer.json()
    return body


def ids_of(audits: Locator) -> list[str]:
    return audits.locator(".line code").all_inner_texts()


def test_the_report_quotes_what_answers_the_query(reader: Page) -> None:
    quote = reader.locator("article.quote").filter(has_text=QUERY)
    expect(quote.get_by_role("heading", name=QUERY)).to_be_visible()
    expect(quote.get_by_text("your query")).to_be_visible()
    expect(quote.locator("blockquote")).to_contain_text(ANSWER)


def test_a_passage_is_shown_line_by_line(reader: Page) -> None:
    """A list is no sentence."""
    found = body_of(reader)["quotes"]["queries"]
    text = next(one["text"] for one in found if "\n" in one["text"])
    reader.locator("details").evaluate_all("all => all.forEach(e => e.open = true)")
    shown = reader.locator("blockquote .passage").all_inner_texts()
    assert text in shown


def test_the_checks_are_filtered_with_the_keyboard_alone(reader: Page) -> None:
    body = body_of(reader)
    wanted = next(audit for audit in body["audits"] if audit["outcome"] == "fail")
    expected = [
        audit["id"]
        for audit in body["audits"]
        if (audit["category"], audit["outcome"]) == (wanted["category"], "fail")
    ]
    category = reader.get_by_label("Category", exact=True)
    tab_to(reader, category)
    press_until(
        reader, "ArrowDown", lambda: category.input_value() == wanted["category"]
    )
    outcome = reader.get_by_label("Outcome", exact=True)
    tab_to(reader, outcome)
    press_until(reader, "ArrowDown", lambda: outcome.input_value() == "fail")
    tab_to(reader, reader.get_by_role("button", name="Show", exact=True))
    reader.keyboard.press("Enter")
    reader.wait_for_url(re.compile(r"\?category=\w+&outcome=fail#checks$"))
    audits = reader.locator("article.audit")
    assert sorted(ids_of(audits)) == sorted(expected)
    assert all(audit.is_visible() for audit in audits.all())
    tab_to(reader, reader.get_by_role("link", name="Show all"))
    reader.keyboard.press("Enter")
    expect(audits).to_have_count(len(body["audits"]))


def tab_to(page: Page, element: Locator) -> None:
    has_focus = "element => element === document.activeElement"
    press_until(page, "Tab", lambda: bool(element.evaluate(has_focus)))


def press_until(page: Page, key: str, is_there: Callable[[], bool]) -> None:
    for _ in range(PATIENCE):
        if is_there():
            return
        page.keyboard.press(key)
    raise AssertionError(f"{key} never gets there")


def test_a_finding_leads_to_the_page_of_its_check(reader: Page) -> None:
    finding = reader.locator("article.audit.fail").filter(has_text="lang.missing")
    finding.get_by_role("link", name="lang.missing", exact=True).click()
    reader.wait_for_url("**/checks/lang.missing")
    expect(reader.locator("main code").first).to_have_text("lang.missing")
    expect(reader.get_by_text("What exactly is checked")).to_be_visible()
    expect(reader.locator("figure.wrong code")).to_contain_text("<html")


def test_a_shared_report_is_seen_until_the_link_is_taken_back(
    reader: Page, visitor: Page, member: Member
) -> None:
    assert status_at(visitor, member.report) == 404
    reader.get_by_label("The link holds for").select_option("1")
    reader.get_by_role("button", name="Make a link", exact=True).click()
    link = reader.get_by_role("status").inner_text().rpartition(" ")[2]
    complaints = overhear(visitor)
    visitor.goto(link)
    expect(visitor.get_by_role("link", name="Sign in")).to_be_visible()
    expect(visitor.locator("blockquote").first).to_contain_text(ANSWER)
    expect(visitor.get_by_text("How the score came about")).to_be_visible()
    expect(visitor.locator("main form[method=post]")).to_have_count(0)
    assert complaints == []
    reader.get_by_role("button", name="Take the link back").click()
    expect(reader.get_by_role("status")).to_have_text("The link was taken back.")
    assert status_at(visitor, link) == 404
    expect(visitor.get_by_text("has expired or was taken back")).to_be_visible()
    expect(visitor.get_by_text(ANSWER)).to_have_count(0)


def status_at(page: Page, address: str) -> int:
    answer = page.goto(address)
    assert answer
    return answer.status


def test_a_second_scan_shows_what_was_fixed_and_what_is_new(
    reader: Page, stack: Stack, target: Site, member: Member
) -> None:
    changed = target.good_page("/guide")
    target.pages["/guide"] = re.sub("<title>.*</title>", "", changed)
    assert scan(reader, stack, member.scanned, QUERY) != member.report
    reader.get_by_role("button", name="Compare the chosen scans").click()
    expect(reader.get_by_role("heading", name="What changed")).to_be_visible()
    rows = reader.get_by_role("region", name="Checks that differ").get_by_role("row")
    for check, before, after, change in (
        ("lang.missing", "failed", "passed", "fixed"),
        ("title.missing", "passed", "failed", "new"),
    ):
        row = rows.filter(has=reader.get_by_role("link", name=check, exact=True))
        cells = [text.split()[-1] for text in row.get_by_role("cell").all_inner_texts()]
        assert cells == [before, after, change], check


def test_the_files_are_what_they_say(
    reader: Page, stack: Stack, member: Member, tmp_path: Path
) -> None:
    body = body_of(reader)
    description = reader.request.get(stack.url + "/api/v1/openapi.json").json()
    jsonschema.validate(body, description["components"]["schemas"]["Report"])
    with download(reader, "CSV", tmp_path).open(encoding="utf-8-sig", newline="") as f:
        rows = [(row["url"], row["id"], row["outcome"]) for row in csv.DictReader(f)]
    audits = body["audits"]
    assert rows == [(member.scanned, a["id"], a["outcome"]) for a in audits]
    pdf = download(reader, "PDF", tmp_path).read_bytes()
    passed = [audit for audit in audits if audit["outcome"] == "pass"]
    assert pdf.startswith(b"%PDF-")
    # Its text is compressed; its bookmarks are headings of that text.
    for title in (f"Report on {member.scanned}", f"Passed ({len(passed)})"):
        assert f"/Title({title})".encode() in pdf


def download(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=name, exact=True).click()
    name_of_file = started.value.suggested_filename
    assert re.fullmatch(rf"127\.0\.0\.1.*\.{name.lower()}", name_of_file)
    started.value.save_as(folder / name_of_file)
    return folder / name_of_file
