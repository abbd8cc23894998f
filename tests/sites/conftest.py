"""Site scans as rows, in any state, without a worker."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from webapp.domain.site_plan import SitePlan, to_json
from webapp.domain.site_status import SITE_ENDS, SiteStatus
from webapp.extensions import db
from webapp.models import Scan, SiteFinding, SitePage, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline.sites import page_key

START = "https://example.com/"


class SiteMaker:
    """``site`` makes a site scan and gives its public id; ``page`` a page of it, whose
    checks of ``fails`` failed, with a scan of its own where ``scan`` says."""

    def __init__(self, app: Flask, owner: User) -> None:
        self.app = app
        self.owner = owner

    def site(self, status: str = SiteStatus.FINISHED, **columns: Any) -> str:
        plan = columns.pop("plan", SitePlan(columns.get("start_url", START)))
        values = {
            "user_id": self.owner.id,
            "start_url": plan.start_url,
            "host": "example.com",
            "plan": to_json(plan) | columns.pop("beside_plan", {}),
            "status": status,
            "created_at": db_now(columns.pop("age", -60)),
            **columns,
        }
        if status in SITE_ENDS:
            values.setdefault("finished_at", db_now())
            values.setdefault("expires_at", db_now(3600))
        with self.app.app_context():
            return stored(SiteScan(**values)).public_id

    def page(self, public_id: str, path: str = "/", **columns: Any) -> int:
        with self.app.app_context():
            return self.insert(public_id, path, **columns)

    @transactional
    def insert(self, public_id: str, path: str, **columns: Any) -> int:
        site = db.session.query(SiteScan).filter_by(public_id=public_id).one()
        url = START + path.lstrip("/")
        fails = columns.pop("fails", ())
        values = {
            "url": url,
            "key": page_key(url),
            "found_by": "link",
            "state": "done",
            "status": 200,
            "score": 80,
            "issues": len(fails),
            "is_indexable": True,
        }
        scan = columns.pop("scan", None)
        page = SitePage(site_scan_id=site.id, **(values | columns))
        if scan is not None:
            page.scan_id = self.insert_scan(site, url, scan)
        db.session.add(page)
        db.session.flush()
        for check_id in fails:
            names = {"site_scan_id": site.id, "page_id": page.id, "outcome": "fail"}
            db.session.add(SiteFinding(check_id=check_id, **names))
        db.session.flush()
        return page.id

    def insert_scan(self, site: SiteScan, url: str, told: dict[str, Any]) -> uuid.UUID:
        values = {
            "status": "FULL_READY",
            "score": 80,
            "finished_at": db_now(),
            "expires_at": db_now(3600),
            **told,
        }
        times = {"created_at": db_now(-9), "enqueued_at": db_now(-9)}
        mine = {"user_id": self.owner.id, "site_scan_id": site.id}
        scan = Scan(url=url, queue="xenlixai_low", **mine, **times, **values)
        db.session.add(scan)
        db.session.flush()
        return scan.id


@transactional
def stored(site: SiteScan) -> SiteScan:
    db.session.add(site)
    db.session.flush()
    return site


@pytest.fixture
def make(app: Flask, alice: User) -> SiteMaker:
    return SiteMaker(app, alice)


@pytest.fixture
def statements(app: Flask) -> Callable[[], list[str]]:
    """What was sent to the database since it was asked last."""
    from sqlalchemy import event

    sent: list[str] = []
    with app.app_context():
        engine = db.engine

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    def since() -> list[str]:
        found = sent[:]
        sent.clear()
        return found

    return since
