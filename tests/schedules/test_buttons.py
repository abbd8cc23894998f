"""What the buttons of a schedule do, and for whom."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from schedules.test_pages import ACTIONS, NEW, PAGE, USUAL, text
from support.browser import post, sign_in
from webapp.extensions import db
from webapp.models import Scan, Schedule, User
from webapp.models.transactions import transactional
from webapp.services.schedules import running

on_both = pytest.mark.usefixtures("on_both_databases")


def press(client: FlaskClient, path: str, action: str):  # type: ignore[no-untyped-def]
    return post(client, f"{path}/{action}", page=NEW)


@transactional
def change(**values: object) -> None:
    db.session.execute(update(Schedule).values(values))


@on_both
def test_pause_resume_delete(alices: FlaskClient, path: str) -> None:
    assert press(alices, path, "pause").location == path
    for shown in (PAGE, path):
        assert "○ Paused just now" in text(alices, shown)
    assert "resume it, and it goes on" in text(alices, path)
    assert press(alices, path, "resume").location == path
    assert "● On" in text(alices, path)
    assert press(alices, path, "delete").location == PAGE
    assert alices.get(path).status_code == 404
    assert "You have no schedules." in text(alices, PAGE)


@on_both
def test_run_now(app: Flask, alices: FlaskClient, path: str) -> None:
    assert "none yet" in text(alices, path)
    press(alices, path, "run")
    assert "A scan has begun." in text(alices, path)
    assert "Last run just now running" in text(alices, path)
    with app.app_context():
        scan = db.session.scalars(select(Scan)).one()
    for shown in (PAGE, path):
        assert f"/scans/{scan.public_id}" in alices.get(shown).text
    press(alices, path, "run")
    assert "No scan began. The scan before was still running" in text(alices, path)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Scan)) == 1
        scored(scan, 71)
    assert "score 71" in text(alices, PAGE)
    post(alices, f"/scans/{scan.public_id}/delete", page=NEW)
    assert "(deleted since)" in text(alices, path)


@transactional
def scored(scan: Scan, score: int) -> None:
    ended = {"status": "FULL_READY", "finished_at": scan.created_at, "score": score}
    db.session.execute(update(Scan).values(ended))


def test_why_a_run_was_left_out_is_told(
    app: Flask, alices: FlaskClient, path: str
) -> None:
    with app.app_context():
        change(last_problem="Too many <b>scans</b> are waiting.")
    assert "▲ Last run left out" in text(alices, PAGE)
    assert "Too many <b>scans</b> are waiting." in text(alices, path)


def test_a_zone_that_is_gone_breaks_no_page(
    app: Flask, alices: FlaskClient, path: str
) -> None:
    with app.app_context():
        change(zone="Europe/Atlantis", last_at=running.db_now())
        running.run_due()
    assert "Europe/Atlantis" in text(alices, PAGE)
    with app.app_context():
        change(next_at=running.db_now(-1))
        assert running.run_due() == 0
    assert "It was paused. Choose a time zone" in text(alices, path)
    assert alices.get(f"{path}/change").status_code == 200
    press(alices, path, "resume")
    assert "○ Paused" in text(alices, path)


def test_bob_finds_nothing_of_alices(app: Flask, path: str, bob: User) -> None:
    bobs = app.test_client()
    sign_in(bobs, bob)
    assert "127.0.0.1" not in bobs.get(PAGE).text
    for shown in (path, f"{path}/change"):
        assert bobs.get(shown).status_code == 404
    for action in ACTIONS:
        assert post(bobs, f"{path}/{action}", USUAL, page=NEW).status_code == 404
    with app.app_context():
        schedule = db.session.scalars(select(Schedule)).one()
        assert (schedule.paused_at, schedule.kind) == (None, "weekly")
        assert db.session.scalars(select(Scan)).all() == []


def test_a_visitor_is_led_to_sign_in(client: FlaskClient, path: str) -> None:
    for shown in (PAGE, NEW, path, f"{path}/change"):
        assert client.get(shown).location == f"/auth/login?next={shown}"
    for action in ("", *(f"/{action}" for action in ACTIONS)):
        answer = post(client, (path if action else PAGE) + action)
        assert (answer.status_code, answer.location) == (303, "/auth/login")


def test_a_form_from_elsewhere_does_nothing(alices: FlaskClient, path: str) -> None:
    for target in (PAGE, *(f"{path}/{action}" for action in ACTIONS)):
        assert alices.post(target, data=USUAL).status_code == 400
    assert "● On" in text(alices, path)


def test_no_cache_keeps_the_pages(alices: FlaskClient, path: str) -> None:
    for shown in (PAGE, path):
        assert alices.get(shown).headers["Cache-Control"] == "no-store"
