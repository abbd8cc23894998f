"""A site, and what runs a site scan of it in this process, as workers and leader do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from support.burst import work_off
from support.site import Site
from support.valkey import Valkey
from webapp import queues
from webapp.domain.queue_names import LOW
from webapp.domain.site_plan import SitePlan
from webapp.extensions import db
from webapp.models import SitePage, SiteScan, User
from webapp.models.transactions import transactional
from webapp.pipeline import analyze
from webapp.services.scan_options import EXTRACTOR
from webapp.services.sites import asking, starting

#: More turns than any site of these tests takes.
TURNS = 100


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    return {**environ, "REDIS_URL": valkey.url}


class Crew:
    """``work`` does the jobs that wait, ``run`` brings a site scan to its end."""

    def __init__(self, app: Flask, valkey: Valkey, owner: User) -> None:
        app.extensions[EXTRACTOR] = analyze.NoKeyphrases()
        self.valkey = valkey
        self.owner = owner

    def start(self, url: str, **plan: Any) -> SiteScan:
        return starting.start(self.owner, SitePlan(url, **plan))

    def work(self, most_jobs: int | None = None) -> None:
        work_off(queues.get_queue(LOW, self.valkey.client), most_jobs)

    def run(self, site: SiteScan) -> SiteScan:
        site_id = site.id
        for _ in range(TURNS):
            asking.look_after()
            self.work()
            found = reload(site_id)
            if not found.is_open:
                return found
        raise AssertionError(f"the site scan is still {found.status}")

    def scan(self, url: str, **plan: Any) -> SiteScan:
        return self.run(self.start(url, **plan))


def reload(site_id: Any) -> SiteScan:
    db.session.rollback()
    return db.session.get_one(SiteScan, site_id, populate_existing=True)


@pytest.fixture
def owner(app_context: Flask) -> User:
    @transactional
    def make() -> User:
        user = User(email="olga@example.com", password_hash="-")
        db.session.add(user)
        db.session.flush()
        return user

    return make()


@pytest.fixture
def crew(app_context: Flask, valkey: Valkey, owner: User) -> Crew:
    return Crew(app_context, valkey, owner)


@pytest.fixture
def put(site: Site) -> Callable[..., None]:
    """``put("/a", links=["/b"], title="A")``: a page of the site."""

    def page(path: str, links: list[str] | tuple[str, ...] = (), **told: str) -> None:
        head = told.get("head", "")
        title = told.get("title", f"All about {path} and what belongs to it")
        heading = told.get("heading", title)
        text = told.get("text", f"What there is to say of {path} in a few words. ")
        text *= int(told.get("times", "20"))
        anchors = "".join(f'<li><a href="{to}">More of {to}</a></li>' for to in links)
        description = told.get("description", f"A few words about {path} for engines.")
        site.pages[path] = (
            f'<!doctype html><html lang="en"><head><title>{title}</title>'
            f'<meta name="description" content="{description}">{head}</head><body>'
            f"<main><h1>{heading}</h1><p>{text}</p></main><ul>{anchors}</ul></body>"
            "</html>"
        )

    return page


def page_at(path: str) -> SitePage:
    chosen = select(SitePage).where(SitePage.url.endswith(path))
    return db.session.scalars(chosen).one()


def urlset(*urls: str) -> str:
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    name = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0"?><urlset xmlns="{name}">{entries}</urlset>'


def of_check(site: SiteScan, check_id: str) -> dict[str, Any]:
    assert site.report is not None
    checks: list[dict[str, Any]] = site.report["checks"]
    return next(check for check in checks if check["id"] == check_id)
