"""The alerts of a schedule on its page: what was raised, what is told, for whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from schedules.conftest import EVIL
from support.browser import post, sign_in
from webapp.extensions import db
from webapp.models import Scan, Schedule, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.alerts import book, raising
from webapp.services.alerts.book import Rules, rules_of
from webapp.services.alerts.news import Found, Kind
from webapp.services.schedules import running

PAGE, NEW = "/schedules", "/schedules/new"
USUAL = {"fall": "5", "severity": "serious", "failures": "y", "pages": "y"}
BOTH = {"by_mail": "y", "by_webhook": "y"}
HOSTILE = "https://example.com/<img src=x onerror=alert(1)>{{7*7}}"


@pytest.fixture
def raise_one(app: Flask, path: str) -> Callable[[Kind, Found], None]:
    """An alert of the schedule's last run."""

    @transactional
    def make(kind: Kind, found: Found) -> None:
        schedule = db.session.scalars(select(Schedule)).one()
        run = db.session.get_one(Scan, schedule.last_scan_id)
        schedule.ended_scan_id = run.id
        raising.raise_alert(schedule, run, kind, found, None)

    with app.app_context():
        running.begin_now(db.session.scalars(select(Schedule)).one())

    def raised(kind: Kind, found: Found) -> None:
        with app.app_context():
            make(kind, found)

    return raised


def text(client: FlaskClient, path: str) -> str:
    soup = BeautifulSoup(client.get(path).data, "lxml")
    return " ".join(soup.get_text(" ").split())


def rules(app: Flask) -> Rules:
    with app.app_context():
        return rules_of(db.session.scalars(select(Schedule)).one())


def choose(client: FlaskClient, path: str, **typed: str) -> Any:
    return post(client, f"{path}/alerts", typed, page=path)


def test_what_was_raised_stands_there(
    alices: FlaskClient, path: str, raise_one: Callable[..., None]
) -> None:
    assert "No alerts yet." in text(alices, path)
    check = {"id": "a.b", "title": HOSTILE, "severity": "serious", "pages": 1}
    raise_one(Kind.CHECKS, {"number": 1, "checks": [check]})
    raise_one(Kind.FAILURES, {"code": "timeout", "message": EVIL})
    raise_one(Kind.SCORE, {"before": 90, "after": 80})
    answer = alices.get(path)
    assert "<img" not in answer.text
    shown = text(alices, path)
    assert "The score fell from 90 to 80. just now" in shown
    assert f"The scan failed twice in a row. {EVIL}" in shown
    assert f"{HOSTILE} (serious)" in shown
    assert "▲ 3 alerts" in text(alices, PAGE)
    soup = BeautifulSoup(answer.data, "lxml")
    assert len(soup.select("#alerts ~ ul > li")) == 3


def test_of_very_many_the_newest_twenty(
    app: Flask, alices: FlaskClient, path: str, raise_one: Callable[..., None]
) -> None:
    for number in range(25):
        raise_one(Kind.SCORE, {"before": 99, "after": number})
        with app.app_context():
            another_run()
    shown = text(alices, path)
    assert shown.count("The score fell") == book.SHOWN
    assert "to 24." in shown
    assert "to 4." not in shown
    assert "▲" not in text(alices, PAGE), "they are not of the last run"


@transactional
def another_run() -> None:
    ended = {"status": "FULL_READY", "finished_at": db_now()}
    db.session.execute(update(Scan).values(ended))
    schedule = db.session.scalars(select(Schedule)).one()
    running.begin(schedule, schedule.created_at)
    schedule.ended_scan_id = schedule.last_scan_id


class TestWithMail:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {"SMTP_URL": "smtp://127.0.0.1:9"}

    @pytest.mark.usefixtures("on_both_databases")
    def test_each_rule_can_be_chosen(
        self, app: Flask, alices: FlaskClient, path: str
    ) -> None:
        assert choose(alices, path, **USUAL, **BOTH).location == path
        assert rules(app) == Rules()
        assert choose(alices, path, fall="", severity="").location == path
        off = Rules(None, "", **dict.fromkeys(("failures", "pages"), False))
        assert rules(app) == Rules(
            **vars(off) | {"by_mail": False, "by_webhook": False}
        )
        choose(alices, path, fall="100", severity="minor", by_mail="y")
        assert rules(app) == Rules(100, "minor", False, False, True, False)
        soup = BeautifulSoup(alices.get(path).data, "lxml")
        assert soup.select_one("#fall")["value"] == "100"  # type: ignore[index]
        [chosen] = soup.select("#severity option[selected]")
        assert chosen["value"] == "minor"
        checked = {box["id"] for box in soup.select("[type=checkbox][checked]")}
        assert checked == {"by_mail"}

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"fall": "0"}, "fall"),
            ({"fall": "101"}, "fall"),
            ({"fall": "many"}, "fall"),
            ({"severity": "info"}, "severity"),
            ({"severity": "<b>"}, "severity"),
        ],
    )
    def test_what_is_refused_is_told_at_its_field(
        self,
        app: Flask,
        alices: FlaskClient,
        path: str,
        wrong: dict[str, str],
        field: str,
    ) -> None:
        answer = choose(alices, path, **(USUAL | wrong))
        assert answer.status_code == 422
        soup = BeautifulSoup(answer.data, "lxml")
        error = soup.find(id=f"{field}-error")
        assert error
        assert error.get_text()
        assert soup.select_one(f"details[open] [aria-describedby~={field}-error]")
        assert rules(app) == Rules()


def test_without_a_mail_server_it_is_not_offered(
    app: Flask, alices: FlaskClient, path: str
) -> None:
    assert "this installation has no mail server" in text(alices, path)
    assert "#by_mail" not in alices.get(path).text
    assert 'name="by_mail"' not in alices.get(path).text
    choose(alices, path, fall="7", severity="serious")
    assert rules(app).fall == 7
    assert rules(app).by_mail, "it stays as it was"


def test_bob_neither_sees_nor_changes_them(
    app: Flask, path: str, bob: User, raise_one: Callable[..., None]
) -> None:
    raise_one(Kind.SCORE, {"before": 90, "after": 80})
    bobs = app.test_client()
    sign_in(bobs, bob)
    assert bobs.get(path).status_code == 404
    assert post(bobs, f"{path}/alerts", {"fall": "9"}, page=NEW).status_code == 404
    assert "alert" not in bobs.get(PAGE).text
    assert rules(app) == Rules()


def test_a_visitor_and_a_form_from_elsewhere_change_nothing(
    app: Flask, alices: FlaskClient, path: str
) -> None:
    visitor = app.test_client()
    answer = post(visitor, f"{path}/alerts", USUAL)
    assert (answer.status_code, answer.location) == (303, "/auth/login")
    assert alices.post(f"{path}/alerts", data={"fall": "9"}).status_code == 400
    assert rules(app) == Rules()
