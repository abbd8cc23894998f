"""Insights by a model where one is to be had, else by rules and the reason why."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from support import model_server as stub
from support.insight_body import facts
from support.model_scene import age, ask, bills, end_rest, model_settings, spent
from support.model_server import ModelServer
from webapp.exceptions import JobTimedOut
from webapp.extensions import db
from webapp.models import ModelAnswer
from webapp.pipeline.generate import model_client
from webapp.pipeline.generate.shape import Insights
from webapp.services import cleanup


@pytest.fixture
def model() -> Iterator[ModelServer]:
    server = ModelServer()
    yield server
    server.close()


@pytest.fixture
def environ(environ: dict[str, str], model: ModelServer) -> dict[str, str]:
    return environ | model_settings(model)


@pytest.mark.usefixtures("app_context")
class TestWithAModel:
    def test_the_model_writes(self, model: ModelServer) -> None:
        found = ask()
        assert set(found) == set(Insights.__annotations__)
        assert found["source"] == "model"
        assert "stub-1" in found["label"]
        assert found["summary"] == "The page says little of its subject."
        assert [item["audits"] for item in found["items"]] == [
            ["title.length"],
            ["desc.present"],
            ["img.alt-missing"],
        ]
        assert {item["effect"] for item in found["items"]} == {"high", "medium", "low"}
        assert found["questions"] == ["Which pot suits a tomato?"]
        assert json.loads(json.dumps(found)) == found

    def test_what_was_not_used_is_given_back(self) -> None:
        ask()
        ((reserved, used),) = bills()
        assert reserved > 4000
        assert used == spent() == 1234

    def test_the_same_content_is_paid_once(self, model: ModelServer) -> None:
        scan_id = uuid.uuid4()
        first = ask(scan_id)
        assert ask(scan_id, attempt=2) == ask() == first
        assert len(model.asked) == len(bills()) == 1
        ask(text="Other words.")
        ask(page=facts(title="Another"))
        assert len(model.asked) == 3
        ask(final_url="https://copy.example/clay")
        assert len(model.asked) == 4

    def test_an_old_answer_is_asked_for_again(self, model: ModelServer) -> None:
        ask()
        age(8 * 86400)
        ask()
        assert len(model.asked) == 2
        age(8 * 86400)
        cleanup.delete_expired()
        assert list(db.session.scalars(select(ModelAnswer.key))) == []

    def test_an_attempt_asks_once(self, model: ModelServer) -> None:
        scan_id = uuid.uuid4()
        model.script = stub.fails("500 Oops")
        ask(scan_id)
        again = ask(scan_id)
        assert "asked in this attempt before" in again["label"]
        assert len(model.asked) == 1
        ask(scan_id, attempt=2)
        assert len(model.asked) == 2

    def test_a_jobs_time_out_gets_through_and_leaves_the_tokens_reserved(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def run_out(*_: object) -> None:
            raise JobTimedOut

        monkeypatch.setattr(model_client, "ask", run_out)
        with pytest.raises(JobTimedOut):
            ask()
        ((reserved, used),) = bills()
        assert used is None
        assert spent() == reserved

    def test_an_endpoint_that_fails_is_left_alone(self, model: ModelServer) -> None:
        model.script = stub.fails("503 Later")
        found = [ask() for _ in range(7)]
        assert len(model.asked) == 5
        assert "status 503" in found[4]["label"]
        assert "left alone" in found[5]["label"]
        end_rest()
        model.script = stub.helps
        assert ask()["source"] == "model"
        assert ask(text="Other words.")["source"] == "model"

    def test_after_the_rest_one_scan_tries(self, model: ModelServer) -> None:
        model.script = stub.fails("503 Later")
        for _ in range(5):
            ask()
        end_rest()
        assert "status 503" in ask()["label"]
        assert "left alone" in ask()["label"]
        assert len(model.asked) == 6

    def test_answers_in_between_close_the_count(self, model: ModelServer) -> None:
        for number in range(8):
            model.script = stub.helps if number % 3 == 2 else stub.fails("500 No")
            ask(text=f"Words {'abcdefgh'[number]}.")
        assert len(model.asked) == 8


class TestWithoutAModel:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return {k: v for k, v in environ.items() if k != "LLM_BASE_URL"}

    def test_rules_write_and_nobody_is_asked(
        self, app_context: Flask, model: ModelServer
    ) -> None:
        found = ask()
        assert found["source"] == "rules"
        assert "not used" not in found["label"]
        assert model.asked == []
        assert bills() == []


class TestWithoutAName:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {"LLM_MODEL": ""}

    def test_it_says_what_is_missing(
        self, app_context: Flask, model: ModelServer
    ) -> None:
        assert "LLM_MODEL" in ask()["label"]
        assert model.asked == []
