"""A folder of real pages is scanned as a site, through the browser, while processes are
killed: ``make site PAGES=folder``. Each page is scanned once, the end comes once, and
the pages are those that a plain walk over the same links finds.
"""

from __future__ import annotations

import argparse
import itertools
import re
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from playwright.sync_api import Page, sync_playwright
from sqlalchemy import func, select

from bench.site.folder import START, Folder, Served, served
from bench.site.place import NO_LIMITS
from config import load_settings
from faults.reports import keep
from faults.scene import send
from support.browser import PASSWORD
from support.chromium import ARGUMENTS
from support.pids import children
from support.stack import Stack, wait_for
from webapp import create_app
from webapp.domain.measures import Measure
from webapp.domain.site_plan import MOST_PAGES
from webapp.domain.site_status import PageState, SiteStatus
from webapp.extensions import db
from webapp.models import MeasurementBucket, Report, Scan, SitePage, SiteScan
from webapp.services.measurements import TOTAL

WHO = "alice@example.com"
WORKERS = ("worker0", "worker1")
#: Without a page that ends, nothing goes on any more.
PATIENCE_SECONDS = 180


def kill_worker(stack: Stack) -> None:
    stack.kill(WORKERS[0])
    stack.start("worker", WORKERS[0])


def kill_horse(stack: Stack) -> None:
    for horse in children(stack.processes[WORKERS[1]].pid):
        send(horse, signal.SIGKILL)


def restart_valkey(stack: Stack) -> None:
    stack.kill("redis")
    time.sleep(2)
    stack.start("redis")


def kill_all_that_work(stack: Stack) -> None:
    for name in (*WORKERS, "scheduler"):
        stack.kill(name)
        stack.start(name.rstrip("01"), name)


HARMS: tuple[Callable[[Stack], None], ...] = (
    kill_worker,
    restart_valkey,
    kill_horse,
    kill_all_that_work,
)


@contextmanager
def opened(stack: Stack) -> Iterator[Page]:
    """The page of site scans in the browser of somebody signed in."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        page = browser.new_page()
        page.goto(stack.url + "/auth/login?next=/sites")
        page.get_by_label("E-mail").fill(WHO)
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main button[type=submit]").click()
        page.wait_for_url(stack.url + "/sites")
        yield page
        browser.close()


def begin(page: Page, url: str) -> None:
    page.locator("#url").fill(url)
    page.locator("#max_pages").fill(str(MOST_PAGES))
    page.get_by_text("More choices").click()
    page.locator("#max_depth").fill("100")
    page.get_by_role("button", name="Scan the site").click()
    page.get_by_text("Being scanned").wait_for()


def follow(app: Flask, stack: Stack, page: Page, pause: float) -> Counter[str]:
    """Harm after harm until the site scan ends; what was done how often."""
    done: Counter[str] = Counter()
    ended, since = -1, time.monotonic()
    for harm in itertools.cycle(HARMS):
        if (now := pages_ended(app)) != ended:
            ended, since = now, time.monotonic()
        elif time.monotonic() - since > PATIENCE_SECONDS:
            raise SystemExit(f"no page ended in {PATIENCE_SECONDS} s: {status_of(app)}")
        until = time.monotonic() + pause
        while time.monotonic() < until:
            if status_of(app) not in (SiteStatus.DISCOVERING, SiteStatus.SCANNING):
                wait_for(lambda: status_of(app) == SiteStatus.FINISHED, "the end", 300)
                return done
            page.wait_for_timeout(1000)
        told = " ".join(page.locator("dl.tally").first.inner_text().split())
        print(time.strftime("%H:%M:%S"), harm.__name__, "|", told, flush=True)
        harm(stack)
        done[harm.__name__] += 1
    return done


def status_of(app: Flask) -> str:
    with app.app_context():
        return db.session.scalars(select(SiteScan.status)).one()


def pages_ended(app: Flask) -> int:
    with app.app_context():
        return db.session.scalars(select(SiteScan.done + SiteScan.failed)).one()


def problems_of(app: Flask, site: Served, walked: list[str]) -> Iterator[str]:
    """Where what is stored differs from what the links lead to."""
    with app.app_context():
        done = SitePage.state == PageState.DONE
        pages = select(SitePage.url).where(done, SitePage.is_redirect.is_(False))
        known = {url.removeprefix(site.url) for url in db.session.scalars(pages)}
        yield from differences("page", set(walked), known)
        scans = Counter(db.session.scalars(select(Scan.url)))
        yield from (f"scanned {n} times: {url}" for url, n in scans.items() if n > 1)
        open_ones = db.session.scalar(count(Scan, Scan.finished_at.is_(None)))
        if open_ones:
            yield f"{open_ones} scans have no end"
        reports = db.session.scalar(count(Report))
        if reports != db.session.scalar(count(SitePage, done)):
            yield f"{reports} reports of other pages than those scanned"
        ended = (MeasurementBucket.name == Measure.SITE) & (
            MeasurementBucket.period == TOTAL
        )
        ends = db.session.scalar(
            select(func.sum(MeasurementBucket.number)).where(ended)
        )
        if ends != 1:
            yield f"the end came {ends} times"


def differences(what: str, wanted: set[str], found: set[str]) -> Iterator[str]:
    if missing := wanted - found:
        yield f"{len(missing)} {what}s are missing, as {min(missing)}"
    if beyond := found - wanted:
        yield f"{len(beyond)} {what}s more, as {min(beyond)}"


def count(model: Any, *where: Any) -> Any:
    return select(func.count()).select_from(model).where(*where)


def run(pages: Path, pause: float) -> bool:
    folder = Folder(pages)
    walked = folder.walk(MOST_PAGES)
    print(f"{len(walked):,} pages that links lead to", flush=True)
    home = Path(tempfile.mkdtemp(prefix="xw-"))
    stack = Stack(home / "a", {**NO_LIMITS, "SCAN_LEASE_SECONDS": "10"})
    started = time.monotonic()
    try:
        with served(folder) as site:
            stack.start_all(workers=len(WORKERS))
            stack.make_user(WHO)
            app = create_app(load_settings(stack.environ))
            with opened(stack) as page:
                begin(page, site.url + START)
                harms = follow(app, stack, page, pause)
                page.get_by_text("What to mend first").first.wait_for(timeout=60_000)
            time.sleep(5)  # the leader adds up what was measured
            problems = list(problems_of(app, site, walked))
            again = sum(number - 1 for number in site.pages.values())
    finally:
        stack.stop()
        shutil.rmtree(home, ignore_errors=True)
    report = {
        "pages": len(walked),
        "minutes": round((time.monotonic() - started) / 60, 1),
        "harms": dict(harms),
        "fetched_again": again,
        "problems": problems,
    }
    keep("site", report)
    return not problems


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m faults.whole_site")
    parser.description = re.sub(r"\s+", " ", __doc__ or "")
    parser.add_argument("--pages", type=Path, required=True, metavar="FOLDER")
    parser.add_argument("--pause", type=float, default=45, help="seconds between harms")
    asked = parser.parse_args()
    return 0 if run(asked.pages, asked.pause) else 1


if __name__ == "__main__":
    sys.exit(main())
