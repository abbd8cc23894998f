"""Tokens are reserved before a call; together the calls never go over the budget."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from webapp.extensions import db
from webapp.models import ModelAnswer, ModelBill, ModelDay, ModelEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import cleanup, model_breaker, model_budget
from webapp.services.model_budget import Hold, NotAsked

KEY = "k" * 64


def reserve(tokens: int = 100, budget: int = 250) -> Hold:
    return model_budget.reserve(uuid.uuid4(), 1, KEY, tokens, budget)


def spent() -> int:
    db.session.rollback()
    return db.session.scalars(select(ModelDay.tokens)).one()


def test_the_budget_is_kept(app_context: Flask) -> None:
    reserve()
    reserve()
    with pytest.raises(NotAsked) as told:
        reserve()
    assert told.value.code == "budget_used_up"
    assert spent() == 200
    assert len(db.session.scalars(select(ModelBill)).all()) == 2
    reserve(50)
    assert spent() == 250


def test_what_is_given_back_can_be_taken(app_context: Flask) -> None:
    first, second = reserve(), reserve()
    model_budget.settle(first, 7)
    model_budget.settle(second, None)
    assert spent() == 107
    model_budget.settle(first, 0)
    assert spent() == 107, "a bill is settled once"
    reserve()
    assert spent() == 207


def test_more_than_reserved_counts_as_well(app_context: Flask) -> None:
    model_budget.settle(reserve(), 600)
    assert spent() == 600
    with pytest.raises(NotAsked):
        reserve(1)


def test_a_budget_below_one_call_is_told(app_context: Flask) -> None:
    with pytest.raises(NotAsked) as told:
        reserve(100, budget=99)
    assert told.value.code == "budget_too_small"
    assert db.session.scalars(select(ModelBill)).all() == []


def test_nought_is_no_bound(app_context: Flask) -> None:
    reserve(10**12, budget=0)
    reserve(10**12, budget=0)
    assert spent() == 2 * 10**12


def test_an_attempt_reserves_once(app_context: Flask) -> None:
    scan_id = uuid.uuid4()
    model_budget.reserve(scan_id, 1, KEY, 100, 0)
    with pytest.raises(NotAsked) as told:
        model_budget.reserve(scan_id, 1, KEY, 100, 0)
    assert told.value.code == "asked_before"
    assert spent() == 100
    model_budget.reserve(scan_id, 2, KEY, 100, 0)


def test_yesterday_is_over(app_context: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model_budget, "today", lambda: "2001-01-01")
    old = reserve(250)
    monkeypatch.undo()
    reserve(250)
    model_budget.settle(old, 1)
    db.session.rollback()
    days = db.session.scalars(select(ModelDay).order_by(ModelDay.day)).all()
    assert [day.tokens for day in days] == [1, 250]


def at_once(app: Flask, work: Callable[[], None], count: int = 12) -> None:
    """The same in many threads, each with a session of its own."""
    ready = threading.Barrier(count)

    def run() -> None:
        with app.app_context():
            ready.wait(30)
            work()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_many_at_once_never_go_over(app: Flask) -> None:
    """The day's first row is made by one of them, too."""
    taken: list[Hold] = []
    refused: list[str] = []

    def work() -> None:
        try:
            taken.append(reserve(100, budget=550))
        except NotAsked as told:
            refused.append(told.code)

    at_once(app, work)
    assert len(taken) == 5
    assert refused == ["budget_used_up"] * 7
    with app.app_context():
        assert spent() == 500


def test_many_at_once_keep_one_answer_and_settle_all(app: Flask) -> None:
    with app.app_context():
        holds = [reserve(100, budget=0) for _ in range(8)]
    waiting = list(holds)

    def work() -> None:
        model_budget.keep(waiting.pop(), 10, {"summary": "x"})

    at_once(app, work, count=8)
    with app.app_context():
        assert spent() == 80
        assert db.session.scalars(select(ModelAnswer.key)).all() == [KEY]


def test_many_failures_at_once_are_all_counted(app: Flask) -> None:
    at_once(app, lambda: model_breaker.record_failure(KEY), count=8)
    with app.app_context():
        (row,) = db.session.scalars(select(ModelEndpoint)).all()
        assert row.failures == 8
        assert not model_breaker.may_ask(KEY)
        assert model_breaker.may_ask("another")


def test_of_many_after_the_rest_one_may_ask(app: Flask) -> None:
    @transactional
    def add() -> None:
        over = db_now(-1)
        db.session.add(ModelEndpoint(key=KEY, failures=5, rests_until=over))
        db.session.flush()

    with app.app_context():
        add()
    answers: list[bool] = []
    at_once(app, lambda: answers.append(model_breaker.may_ask(KEY)), count=8)
    assert sorted(answers) == [False] * 7 + [True]


def test_old_rows_are_forgotten(app_context: Flask) -> None:
    @transactional
    def add(days: int) -> None:
        at = db_now(-86400 * days)
        name = str(days)
        scan_id = uuid.uuid4()
        db.session.add(ModelAnswer(key=name, answer={}, created_at=at))
        db.session.add(ModelDay(day=name, tokens=1, created_at=at))
        db.session.add(ModelEndpoint(key=name, failures=1, rests_until=at))
        db.session.add(
            ModelBill(
                scan_id=scan_id,
                attempt=1,
                key=name,
                day=name,
                reserved=1,
                created_at=at,
            )
        )
        db.session.flush()

    for days in (0, 2, 8, 91):
        add(days)
    cleanup.delete_expired()
    left = {
        column: set(db.session.scalars(select(column)))
        for column in (ModelAnswer.key, ModelDay.day, ModelEndpoint.key, ModelBill.key)
    }
    assert list(left.values()) == [
        {"0", "2"},
        {"0", "2", "8"},
        {"0"},
        {"0", "2", "8"},
    ]
