"""Each action of the operators' pages, pressed in a browser on a thousand failed scans;
the audit log tells all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from support import operations
from support.operations import Desk, Entry, Lot, number_in, seed
from support.steering import (
    look_after_users,
    press_the_buttons_of_rq,
    steer_queues,
    steer_the_schedule,
    steer_workers,
)
from support.valkey import Valkey
from webapp.extensions import db
from webapp.models import DeadLetter, Scan, User
from webapp.ops import scans as scan_pages
from webapp.ops.dashboard_views import OWN

pytestmark = pytest.mark.timeout(300)
ROOT = Path(__file__).resolve().parents[2]
#: Letters that come after the page told how many there are.
LATE = Lot(5, "late.example", "http_500", 5)
#: What no page here has a button for; tests/cli/test_cli_users_audit.py and
#: test_cli_rq_steering.py, and tests/services/test_setup_links.py see it written.
ELSEWHERE = {
    "rq.resume",
    "rq.suspend",
    "user.create",
    "user.first_operator",
    "user.password",
    "user.token",
}


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return environ | {"REDIS_URL": valkey.url, "SMTP_URL": "smtp://127.0.0.1:9"}


@pytest.fixture
def desk(app: Flask, served: str, page: Page, operator: User, alice: User) -> Desk:
    """Olga at her desk, before her a thousand failed scans and some open ones."""
    with app.app_context():
        seed((*operations.FAILED, *operations.OPEN), alice.id)
    desk = Desk(page, app, served, operator.email)
    desk.sign_in()
    assert desk.count(Scan.status.startswith("ERROR")) == 1000
    return desk


def test_each_action_is_done_and_written_down(
    desk: Desk, alice: User, bob: User, valkey: Valkey
) -> None:
    act_on_a_filter(desk)
    act_on_one_scan(desk, alice)
    act_on_dead_letters(desk, alice)
    steer_queues(desk)
    steer_workers(desk)
    steer_the_schedule(desk)
    look_after_users(desk, alice, bob)
    press_the_buttons_of_rq(desk, valkey)
    assert desk.complaints == []
    by_hand = {entry.action for entry in desk.done}
    assert by_hand == known_actions(desk.app) - ELSEWHERE
    assert pressed(desk) == possible(desk.app)
    assert entries_shown(desk) == desk.done[::-1]


def act_on_a_filter(desk: Desk) -> None:
    """All 400 of an error code are retried, all of their host canceled."""
    host = Scan.host == "shop.example"
    desk.find({"Error code": "http_404"}, 400)
    assert desk.act_on_all("Retry") == 400
    desk.says("400 scans started again.")
    desk.note("scan.retry", "code http_404", 400)
    assert desk.count(host, Scan.status == "QUEUED", Scan.is_held) == 400
    desk.find({"Host": "shop.example"}, 400)
    assert desk.act_on_all("Cancel") == 400
    desk.says("400 scans canceled.")
    desk.note("scan.cancel", "host shop.example", 400)
    assert desk.count(host, Scan.status == "CANCELED") == 400
    discard_by_keyboard(desk)
    assert desk.count(host) == 0


def discard_by_keyboard(desk: Desk) -> None:
    """From the filter to the last press without a mouse."""
    page = desk.page
    desk.open("/ops/scans")
    desk.tab_to(page.get_by_label("Host"))
    page.keyboard.type("shop.example")
    desk.tab_to(page.get_by_label("Status"))
    page.keyboard.type("CANCELED")
    desk.tab_to(page.get_by_role("button", name="Show"))
    page.keyboard.press("Enter")
    desk.tab_to(page.get_by_role("link", name="Act on all 400 scans of this filter"))
    page.keyboard.press("Enter")
    box = desk.box("Discard all of them")
    desk.tab_to(box.locator("summary"))
    page.keyboard.press("Enter")
    desk.tab_to(box.get_by_role("button", name="Discard 400 scans"))
    page.keyboard.press("Enter")
    desk.says("400 scans deleted.")
    desk.note("scan.discard", "host shop.example, status CANCELED", 400)


def act_on_one_scan(desk: Desk, alice: User) -> None:
    desk.find({"User’s e-mail": alice.email, "Error code": "worker_lost"}, 200)
    # The newest have no dead letter.
    row = desk.page.get_by_role("rowheader").first
    url = row.inner_text()
    row.get_by_role("link").click()
    desk.press("Retry", "scan.retry", url)
    desk.says("The scan was started again.")
    desk.press("Cancel the scan", "scan.cancel", url)
    desk.says("The scan was canceled.")
    desk.confirm("Discard this scan")
    desk.says("The scan was deleted.")
    desk.note("scan.discard", url)
    assert desk.count(Scan.url == url) == 0


def act_on_dead_letters(desk: Desk, alice: User) -> None:
    """One, those of a reason, all; what came after the count is left alone."""
    page = desk.page
    desk.open("/ops/dead-letters?code=timeout")
    for name, action, sentence in (
        ("Requeue", "dead_letter.requeue", "The scan was enqueued again; its tries"),
        ("Discard", "dead_letter.discard", "The dead letter was discarded."),
    ):
        letter = page.locator("article.dead-letter").first
        url = letter.locator("h2 a").inner_text()
        desk.press(f"{name} {url}", action, url)
        desk.says(re.compile(re.escape(sentence)))
    assert desk.confirm("Requeue all 148 of timeout") == 148
    desk.says("148 put back; their senders take turns.")
    desk.note("dead_letter.requeue", "dead letters of timeout", 148)
    slow = Scan.host == "slow.example"
    assert desk.count(slow, Scan.status == "QUEUED", Scan.is_held) == 148
    desk.open("/ops/dead-letters")
    page.get_by_role("link", name="worker_lost").first.click()
    assert desk.confirm("Discard all 100 of worker_lost") == 100
    desk.says("100 discarded.")
    desk.note("dead_letter.discard", "dead letters of worker_lost", 100)
    desk.open("/ops/dead-letters")
    with desk.app.app_context():
        seed((LATE,), alice.id)
    assert desk.confirm("Requeue all 50") == 50
    desk.says("50 put back; their senders take turns.")
    desk.note("dead_letter.requeue", "all dead letters", 50)
    assert desk.confirm("Discard all 5") == 5
    desk.says("5 discarded.")
    desk.note("dead_letter.discard", "all dead letters", 5)
    expect(page.get_by_text("There are none: every scan")).to_be_visible()
    assert desk.count(Scan.host == "late.example", Scan.error_code == "http_500") == 5


def known_actions(app: Flask) -> set[str]:
    """Every action that the code writes into the audit log."""
    found = {f"scan.{action}" for action in scan_pages.PAST}
    for path in (ROOT / "webapp").rglob("*.py"):
        text = path.read_text()
        if "audit_log" in text or "Note(" in text:
            found |= set(re.findall(r'"([a-z_]+\.[a-z_]+)"', text))
    return {name for name in found if name not in app.view_functions}


def pressed(desk: Desk) -> set[str]:
    """The views behind what the browser posted."""
    addresses = desk.app.url_map.bind("localhost")
    views = {addresses.match(path, "POST")[0] for path in desk.posts}
    return {view for view in views if view.startswith(("ops.", "rq_dashboard."))}


def possible(app: Flask) -> set[str]:
    """The views of operators that change something."""
    of_ops = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/ops/") and "POST" in (rule.methods or ())
    }
    of_rq = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint.removeprefix("rq_dashboard.") in OWN
        and "POST" in (rule.methods or ())
    }
    return of_ops | of_rq


def entries_shown(desk: Desk) -> list[Entry]:
    """What the page of the audit log tells, newest first; all of it Olga's."""
    desk.open("/ops/audit")
    rows = desk.page.locator("main tbody tr")
    found = []
    for cells in rows.evaluate_all(
        "rows => rows.map(row => Array.from(row.cells, cell => cell.innerText.trim()))"
    ):
        _, operator, address, action, target, number, _ = cells
        assert (operator, address) == (desk.email, "127.0.0.1")
        found.append(Entry(action, target, number_in(number)))
    return found


def test_no_page_is_wider_than_a_phone(desk: Desk, alice: User) -> None:
    page = desk.page
    page.set_viewport_size({"width": 390, "height": 800})
    for address in every_page(desk, alice):
        desk.open(address)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 390, address
    assert desk.complaints == []


def every_page(desk: Desk, alice: User) -> list[str]:
    """The operators' pages; those of one thing for a failed scan and for Alice."""
    with desk.app.app_context():
        of_letter = db.session.scalars(select(DeadLetter.scan_id)).first()
    addresses = desk.app.url_map.bind("")
    values = {"scan_id": of_letter, "user_id": alice.id}
    return [
        addresses.build(rule.endpoint, {name: values[name] for name in rule.arguments})
        for rule in desk.app.url_map.iter_rules()
        if rule.rule.startswith("/ops/")
        and "GET" in (rule.methods or ())
        and not rule.rule.endswith(("/now", ".csv"))
    ]
