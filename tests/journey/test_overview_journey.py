"""Something breaks, and the operators' first page says so in plain words within 15 s;
it is mended, and the page says that too."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from config import load_settings
from processes.conftest import Client
from support.browser import PASSWORD
from support.pids import children
from support.site import HTML, Answer, Site
from support.stack import Stack, wait_for
from webapp import create_app
from webapp.domain.measures import Measure
from webapp.extensions import db
from webapp.models import MeasurementBucket
from webapp.models.transactions import transactional
from webapp.services.measurements import MINUTE

pytestmark = pytest.mark.timeout(300)
#: What the page has to notice something, and to see that it is over.
SOON, OVER = 15_000, 60_000
#: A scan that is silent now, or one that went back to the queue.
LOST = re.compile("lost touch with its worker|lost a worker or a job")
OPERATOR = "olga@example.com"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One for all, since each test mends what it broke."""
    folder = tmp_path_factory.mktemp("overview")
    small = {"QUEUE_CAP": "5", "WEB_CONCURRENCY": "1"}
    stack = Stack(folder, {"SCAN_LEASE_SECONDS": "4", **small})
    stack.start_all()
    stack.make_user(OPERATOR, is_operator=True)
    yield stack
    stack.stop()


@pytest.fixture
def overview(browser: Browser, stack: Stack) -> Iterator[Page]:
    """The page in an operator's browser, seen in good order and never loaded again."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(stack.url + "/auth/login?next=/ops/")
    page.get_by_label("E-mail").fill(OPERATOR)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(stack.url + "/ops/")
    says(page, "All is well", OVER)
    yield page
    context.close()


def says(page: Page, text: str, within: int = SOON) -> None:
    expect(page.locator("#now")).to_contain_text(text, timeout=within)


def is_over(page: Page, text: str) -> None:
    expect(page.locator("#now")).not_to_contain_text(text, timeout=OVER)
    says(page, "All is well", OVER)


def minutes_pass(stack: Stack) -> None:
    """What was counted until now is five minutes old."""
    app = create_app(load_settings(stack.environ))
    with app.app_context():
        wait_for(count_repairs, "the repair is counted")
        age_minutes()
        db.engine.dispose()


@transactional
def age_minutes() -> None:
    minutes = MeasurementBucket.period == MINUTE
    for bucket in db.session.scalars(select(MeasurementBucket).where(minutes)):
        bucket.starts_at -= timedelta(minutes=5)


def count_repairs() -> int:
    db.session.rollback()
    repairs = MeasurementBucket.name == Measure.REPAIR
    counted = select(func.count()).select_from(MeasurementBucket).where(repairs)
    return db.session.scalar(counted) or 0


def test_a_killed_worker(overview: Page, stack: Stack) -> None:
    stack.kill("worker")
    says(overview, "has been silent for")
    stack.start("worker")
    forget = overview.context.new_page()
    forget.goto(stack.url + "/ops/workers")
    forget.get_by_role("button", name="Forget").click()
    is_over(overview, "has been silent for")


def test_a_stopped_worker(overview: Page, stack: Stack) -> None:
    stack.kill("worker", signal.SIGTERM)
    says(overview, "No worker is running: scans wait.")
    stack.start("worker")
    is_over(overview, "No worker is running")


def test_an_answer_is_old(overview: Page, stack: Stack) -> None:
    stack.kill("web", signal.SIGTERM)
    stale = overview.locator("#stale")
    expect(stale).to_contain_text("The server does not answer", timeout=SOON + 5_000)
    stack.start("web")
    expect(stale).to_have_count(0, timeout=OVER)


def test_valkey_killed(overview: Page, stack: Stack) -> None:
    stack.kill("redis")
    says(overview, "Redis does not answer")
    stack.start("redis")
    is_over(overview, "Redis does not answer")


def test_a_stopped_scheduler(overview: Page, stack: Stack) -> None:
    stack.kill("scheduler", signal.SIGTERM)
    says(overview, "No scheduler leads")
    stack.start("scheduler")
    is_over(overview, "No scheduler leads")


def test_a_full_queue(overview: Page, stack: Stack, site: Site) -> None:
    stack.kill("worker", signal.SIGTERM)
    client = Client(stack.url)
    ids = [client.submit(f"{site.url}/{number}") for number in range(5)]
    says(overview, "5 scans are open, of at most 5 (QUEUE_CAP)")
    says(overview, "new ones are refused")
    stack.start("worker")
    client.wait(ids)
    is_over(overview, "QUEUE_CAP")


def test_a_lease_that_runs_out(overview: Page, stack: Stack, site: Site) -> None:
    """The work horse stands still, so nobody renews its lease."""

    def slow() -> Answer:
        time.sleep(3)
        return 200, HTML, b"<title>Slow</title>"

    site.pages["/slow"] = slow
    client = Client(stack.url)
    scan = client.submit(site.url + "/slow")
    wait_for(lambda: client.scan(scan)["status"] == "RUNNING", "the claim")
    horse = children(stack.processes["worker"].pid)[0]
    os.kill(horse, signal.SIGSTOP)
    expect(overview.locator("#now")).to_contain_text(LOST, timeout=SOON)
    os.kill(horse, signal.SIGKILL)
    assert client.wait([scan])[0]["status"] == "TEASER_READY"
    minutes_pass(stack)
    is_over(overview, "lost a worker")
