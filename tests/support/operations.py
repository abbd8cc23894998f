"""A thousand failed scans with what hangs on them, and an operator's hands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import func, insert, select

from support.browser import PASSWORD
from webapp.domain.queue_names import DEFAULT, HIGH
from webapp.extensions import db
from webapp.models import DeadLetter, Scan, ScanAttempt
from webapp.models.clock import db_now
from webapp.models.transactions import transactional

#: Presses of Tab after which nobody would go on; each field of a date takes eight.
PATIENCE = 70


@dataclass(frozen=True)
class Lot:
    """So many alike scans; the first ``letters`` of them are dead letters as well."""

    number: int
    host: str
    code: str | None = None
    letters: int = 0
    status: str = "ERROR_CRAWL"
    queue: str = DEFAULT
    is_of_user: bool = False

    @property
    def is_open(self) -> bool:
        return self.status in ("QUEUED", "RUNNING")


FAILED = (
    Lot(400, "shop.example", "http_404"),
    Lot(300, "slow.example", "timeout", 150),
    Lot(200, "busy.example", "worker_lost", 100, queue=HIGH, is_of_user=True),
    Lot(100, "odd.example", "internal_error", 50, "ERROR_ANALYZE"),
)
OPEN = (
    Lot(30, "waits.example", status="QUEUED"),
    Lot(5, "runs.example", status="RUNNING", queue=HIGH),
)


def scan_row(lot: Lot, now: datetime, owner: UUID, number: int) -> dict[str, Any]:
    runs = lot.status == "RUNNING"
    created = now - timedelta(seconds=600 - number)
    return {
        "id": uuid4(),
        "url": f"https://{lot.host}/{number}",
        "status": lot.status,
        "queue": lot.queue,
        "user_id": owner if lot.is_of_user else None,
        "visitor_hash": None if lot.is_of_user else "v" * 64,
        "sender": f"user {owner}" if lot.is_of_user else "visitor v",
        "attempt": 0 if lot.status == "QUEUED" else 1,
        "tries": 0 if lot.status == "QUEUED" else 1,
        "error_code": lot.code,
        "error_message": f"It failed: {lot.code}." if lot.code else None,
        "created_at": created,
        "enqueued_at": created,
        "due_at": created,
        "started_at": None if lot.status == "QUEUED" else created,
        "step": "CRAWL" if runs else None,
        "lease_until": now + timedelta(seconds=600) if runs else None,
        "lease_holder": "worker-of-old/7" if runs else None,
        "finished_at": None if lot.is_open else now,
        "expires_at": None if lot.is_open else now + timedelta(days=9),
    }


def attempt_row(scan: dict[str, Any]) -> dict[str, Any]:
    return {
        "scan_id": scan["id"],
        "attempt": 1,
        "holder": "worker-of-old/7",
        "queue": scan["queue"],
        "due_at": scan["due_at"],
        "started_at": scan["started_at"],
        "ended_at": scan["finished_at"],
        "outcome": "error" if scan["finished_at"] else None,
        "code": scan["error_code"],
        "message": scan["error_message"],
    }


def letter_row(scan: dict[str, Any]) -> dict[str, Any]:
    return {
        "scan_id": scan["id"],
        "code": scan["error_code"],
        "message": scan["error_message"],
        "traceback": f"Traceback of {scan['url']} " + "x" * 200,
        "tries": 1,
        "attempt": 1,
        "created_at": scan["finished_at"],
    }


@transactional
def seed(lots: tuple[Lot, ...], owner: UUID) -> None:
    """Every scan with its attempt, in three statements a lot."""
    now = db.session.execute(select(db_now())).scalar_one()
    for lot in lots:
        rows = [scan_row(lot, now, owner, number) for number in range(lot.number)]
        db.session.execute(insert(Scan), rows)
        begun = [attempt_row(row) for row in rows if row["started_at"]]
        if begun:
            db.session.execute(insert(ScanAttempt), begun)
        if lot.letters:
            letters = [letter_row(row) for row in rows[: lot.letters]]
            db.session.execute(insert(DeadLetter), letters)


@dataclass(frozen=True)
class Entry:
    """What the audit log has to tell of one action."""

    action: str
    target: str
    number: int = 1


class Desk:
    """An operator in a browser. ``done`` is what was pressed, ``posts`` where the
    browser sent it, ``complaints`` what its console said."""

    def __init__(self, page: Page, app: Flask, address: str, email: str) -> None:
        self.page, self.app, self.address, self.email = page, app, address, email
        self.done: list[Entry] = []
        self.posts: set[str] = set()
        self.complaints: list[str] = []
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self.look)

    def hear(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{self.page.url}: {message.text}")

    def look(self, request: Any) -> None:
        if request.method == "POST":
            self.posts.add(request.url.removeprefix(self.address).partition("?")[0])

    def sign_in(self) -> None:
        self.open("/auth/login?next=/ops/")
        self.page.get_by_label("E-mail").fill(self.email)
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.locator("main button[type=submit]").click()
        self.page.wait_for_url(f"{self.address}/ops/")

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, name: str, action: str, target: str, number: int = 1) -> None:
        """A button that acts at once."""
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.note(action, target, number)

    def confirm(self, name: str) -> int:
        """Open what asks first, and press its button; the number that it told."""
        box = self.box(name)
        box.locator("summary").click()
        told = number_in(box.inner_text())
        box.get_by_role("button").click()
        return told

    def find(self, fields: dict[str, str], number: int) -> None:
        """Filter the list of scans, which tells how many there are."""
        self.open("/ops/scans")
        for label, text in fields.items():
            self.page.get_by_label(label).fill(text)
        self.page.get_by_role("button", name="Show").click()
        expect(self.page.get_by_text(f"{number} scans, newest first.")).to_be_visible()

    def act_on_all(self, label: str) -> int:
        """Press it for all scans of the filter; the number that was told before."""
        self.page.get_by_role("link", name="Act on all").click()
        heading = self.page.get_by_role("heading", name=re.compile(f"^{label}: "))
        told = number_in(heading.inner_text())
        assert self.confirm(f"{label} all of them") == told
        return told

    def tab_to(self, element: Locator) -> None:
        """By keyboard alone."""
        has_focus = "element => element === document.activeElement"
        for _ in range(PATIENCE):
            if element.evaluate(has_focus):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never gets to {element}")

    def box(self, name: str) -> Locator:
        exactly = re.compile(f"^{re.escape(name)}$")
        summary = self.page.locator("summary", has_text=exactly)
        return self.page.locator("details.confirm", has=summary)

    def note(self, action: str, target: str, number: int = 1) -> None:
        self.done.append(Entry(action, target, number))

    def says(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.locator("main [role=status]").first).to_have_text(text)

    def count(self, *conditions: Any) -> int:
        """Scans in the database now."""
        counted = select(func.count()).select_from(Scan).where(*conditions)
        with self.app.app_context():
            return db.session.scalar(counted) or 0


def number_in(text: str) -> int:
    """The first whole number of a text: ``Retry 1,000 scans`` tells 1000."""
    found = re.search(r"\d[\d,]*", text)
    assert found, text
    return int(found[0].replace(",", ""))
