"""A site scan under kills: each page once, the end once, nothing left open."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import load_settings
from support.site import Site
from support.stack import Stack, wait_for
from webapp import create_app
from webapp.domain.site_plan import SitePlan
from webapp.domain.site_status import SiteStatus
from webapp.extensions import db
from webapp.models import Report, Scan, SitePage, SiteScan
from webapp.services import api_tokens, schema
from webapp.services.sites import starting

MakeStack = Callable[..., Stack]
PAGES = 30


def fill(site: Site) -> None:
    """A binary tree of pages."""
    for number in range(PAGES):
        links = [to for to in (2 * number + 1, 2 * number + 2) if to < PAGES]
        anchors = "".join(f'<a href="/{to}">Page {to}</a> ' for to in links)
        page = site.good_page(f"/{number}").replace('<a href="/soil">', "")
        page = page.replace("</main>", f"{anchors}</main>")
        site.pages[f"/{number}"] = page


def status(app: Flask) -> tuple[str, int]:
    with app.app_context():
        row = db.session.execute(select(SiteScan.status, SiteScan.done)).one()
        db.session.remove()
        return row.status, row.done


@pytest.mark.timeout(300)
def test_kills_of_workers_leader_and_valkey_lose_no_page(
    make_stack: MakeStack, site: Site
) -> None:
    fill(site)
    stack = make_stack(SCAN_LEASE_SECONDS="3")
    stack.start_all(workers=2)
    token = stack.make_user()
    app = create_app(load_settings(stack.environ))
    with app.app_context():
        user = api_tokens.find_user(token)
        assert user is not None
        starting.start(user, SitePlan(f"{site.url}/0"))
        db.session.remove()

    def reaches(number: int) -> None:
        wait_for(lambda: status(app)[1] >= number, f"{number} pages are done", 120)

    reaches(5)
    stack.kill("worker0")
    stack.start("worker", "worker0")
    reaches(12)
    stack.kill("redis", signal.SIGTERM)
    stack.start("redis")
    reaches(18)
    for name in ("worker0", "worker1", "scheduler"):
        stack.kill(name)
        stack.start(name.rstrip("01"), name)
    wait_for(lambda: status(app)[0] == SiteStatus.FINISHED, "its end", 120)
    with app.app_context():
        assert status(app) == (SiteStatus.FINISHED, PAGES)
        scanned = Counter(db.session.scalars(select(Scan.url)))
        assert scanned == {f"{site.url}/{number}": 1 for number in range(PAGES)}
        counted = [
            db.session.scalar(select(func.count()).select_from(model))
            for model in (SitePage, Report)
        ]
        assert counted == [PAGES, PAGES]
        schema.close_database()
