"""Pause, resume, cancel, scan again, delete: each pressed twice does it once."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from support.browser import post, sign_in
from webapp.domain.site_plan import SitePlan, SiteSource
from webapp.extensions import db
from webapp.models import Report, Scan, SiteFinding, SitePage, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import small_steps
from webapp.services.sites import actions

URL = "http://127.0.0.1:9/"
ACTIONS = ("pause", "resume", "cancel", "again", "delete")


def press(client: FlaskClient, public_id: str, action: str) -> TestResponse:
    return post(client, f"/sites/{public_id}/{action}", page="/sites")


def columns_of(app: Flask, public_id: str) -> dict[str, Any]:
    with app.app_context():
        site = db.session.query(SiteScan).filter_by(public_id=public_id).one()
        return {"status": site.status, "paused": site.paused_at, "left": site.left}


def rows(app: Flask, *models: Any) -> list[int]:
    with app.app_context():
        counted = (db.select(db.func.count()).select_from(model) for model in models)
        return [db.session.scalar(each) for each in counted]


def test_pause_and_resume(
    app: Flask, client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site("SCANNING", found=9, done=2)
    sign_in(client, alice)
    assert press(client, public_id, "pause").location == f"/sites/{public_id}"
    since = columns_of(app, public_id)["paused"]
    press(client, public_id, "pause")
    assert columns_of(app, public_id)["paused"] == since is not None
    html = client.get(f"/sites/{public_id}").text
    assert "Paused." in html
    assert "Go on" in html
    assert ">Pause<" not in html
    for _ in range(2):
        assert press(client, public_id, "resume").status_code == 303
    assert columns_of(app, public_id)["paused"] is None


def test_cancel_says_what_is_left_undone(
    app: Flask, client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site("SCANNING", found=1900, done=700, failed=1)
    make.page(
        public_id, "/a", state="open", scan={"status": "QUEUED", "finished_at": None}
    )
    make.page(public_id, "/b", scan={})
    sign_in(client, alice)
    html = " ".join(client.get(f"/sites/{public_id}").text.split())
    assert "1,199 pages that are known are not scanned then" in html
    assert "The 700 scanned so far stay" in html
    answer = press(client, public_id, "cancel")
    html = client.get(answer.location).text
    assert "What was scanned so far stays." in html
    assert "Cancel the site scan" not in html
    assert press(client, public_id, "cancel").location == f"/sites/{public_id}"
    assert "What was scanned so far stays." not in client.get("/sites").text
    assert columns_of(app, public_id)["status"] == "CANCELED"
    with app.app_context():
        statuses = sorted(db.session.scalars(db.select(Scan.status)))
    assert statuses == ["CANCELED", "FULL_READY"]


@pytest.mark.parametrize("action", ["pause", "resume", "cancel"])
def test_what_is_over_stays_as_it_is(
    app: Flask, client: FlaskClient, alice: User, make: Any, action: str
) -> None:
    public_id = make.site()
    sign_in(client, alice)
    assert press(client, public_id, action).status_code == 303
    found = columns_of(app, public_id)
    assert (found["status"], found["paused"]) == ("FINISHED", None)


def test_scan_again_takes_the_same_plan(
    app: Flask, client: FlaskClient, alice: User, make: Any
) -> None:
    plan = SitePlan(URL, max_pages=77, exclude=("/x/*",), asks_external=True)
    public_id = make.site(plan=plan, host="127.0.0.1")
    sign_in(client, alice)
    first, again = (press(client, public_id, "again") for _ in range(2))
    assert first.location == again.location != f"/sites/{public_id}"
    assert "being scanned already" in client.get(again.location).text
    with app.app_context():
        plans = [site.plan for site in db.session.scalars(db.select(SiteScan))]
    assert plans[0] == plans[1]
    assert len(plans) == 2


def test_scan_again_takes_the_same_list(app: Flask, make: Any, alice: User) -> None:
    """Which the plan does not keep; pages that were found otherwise are not of it."""
    plan = SitePlan(URL, SiteSource.LIST, max_pages=2)
    public_id = make.site(plan=plan)
    for path, found_by in (("/a", "list"), ("/b", "redirect"), ("/c", "list")):
        make.page(public_id, path, found_by=found_by)
    with app.app_context():
        site = db.session.query(SiteScan).filter_by(public_id=public_id).one()
        urls = actions.whole_plan(site).urls
    assert urls == ("https://example.com/a", "https://example.com/c")


def test_delete_says_what_goes_and_leaves_nothing(
    app: Flask, client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site(done=3, found=3)
    for n in range(3):
        make.page(public_id, f"/{n}", scan={}, fails=["title.length", "h1.missing"])
    add_reports(app)
    kept = make.site(age=-99)
    make.page(kept, "/", scan={}, fails=["title.length"])
    sign_in(client, alice)
    html = " ".join(client.get(f"/sites/{public_id}").text.split())
    assert "the reports of its 3 pages, at once and for good" in html
    assert press(client, public_id, "delete").location == "/sites"
    assert "The site scan was deleted." in client.get("/sites").text
    counts = rows(app, SiteScan, SitePage, SiteFinding, Scan, Report)
    assert counts == [1, 1, 1, 1, 0]
    assert press(client, public_id, "delete").status_code == 404


def add_reports(app: Flask) -> None:
    @transactional
    def add() -> None:
        for scan in db.session.scalars(db.select(Scan)).all():
            db.session.add(
                Report(scan_id=scan.id, attempt=1, body={}, stored_at=db_now())
            )

    with app.app_context():
        add()


def test_an_open_one_is_not_deleted(
    app: Flask, client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site("SCANNING")
    sign_in(client, alice)
    answer = press(client, public_id, "delete")
    assert answer.status_code == 409
    assert "Cancel the site scan before deleting it." in answer.text
    assert rows(app, SiteScan) == [1]


def test_a_long_delete_hides_it_at_once_and_is_finished_by_the_cleanup(
    app: Flask,
    client: FlaskClient,
    alice: User,
    make: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(small_steps, "REQUEST_SECONDS", 0)
    public_id = make.site(done=1)
    make.page(public_id, "/a", scan={})
    sign_in(client, alice)
    press(client, public_id, "delete")
    html = client.get("/sites").text
    assert "cleared away within the hour" in html
    assert public_id not in html
    assert client.get(f"/sites/{public_id}").status_code == 404
    assert rows(app, SiteScan, Scan) == [1, 1]
    from webapp.services import cleanup

    with app.app_context():
        cleanup.delete_expired()
    assert rows(app, SiteScan, SitePage, Scan) == [0, 0, 0]


@pytest.mark.parametrize("action", ACTIONS)
def test_others_do_not_find_it(
    app: Flask, client: FlaskClient, alice: User, bob: User, make: Any, action: str
) -> None:
    public_id = make.site("SCANNING")
    sign_in(client, bob)
    assert press(client, public_id, action).status_code == 404
    assert columns_of(app, public_id) == {
        "status": "SCANNING",
        "paused": None,
        "left": 0,
    }


@pytest.mark.parametrize("action", ACTIONS)
def test_a_foreign_form_does_nothing(
    app: Flask, client: FlaskClient, alice: User, make: Any, action: str
) -> None:
    public_id = make.site()
    sign_in(client, alice)
    assert client.post(f"/sites/{public_id}/{action}").status_code == 400
    assert rows(app, SiteScan) == [1]
