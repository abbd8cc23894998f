"""``scan --query``: what the page should be found for, as in the form and the API."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from support.scans import Letters
from support.site import Site
from webapp.services import second_half

QUESTION = "at what time do tomato plants want water"


class Even:
    """A reranker that prefers nothing."""

    def scores(self, query: str, texts: list[str]) -> list[float]:
        return [0.0 for _ in texts]


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passages are found, with letters in place of a model."""

    class Finder:
        passage_encoder = Letters()
        reranker = Even()

    monkeypatch.setattr(second_half, "extractor", Finder)


def run(app: Flask, *arguments: str):  # type: ignore[no-untyped-def]
    return app.test_cli_runner().invoke(args=["scan", *arguments])


@pytest.mark.usefixtures("encoder")
def test_each_query_is_answered_in_the_report(app: Flask, site: Site) -> None:
    asked = ("--query", QUESTION, "--query", "  which   soil ")
    report = json.loads(run(app, site.url, "--json", *asked).stdout)
    own = [q for q in report["quotes"]["queries"] if q["origin"] == "yours"]
    assert [q["query"] for q in own] == [QUESTION, "which soil"]
    assert "reranker" in report["quotes"]["method"]


@pytest.mark.usefixtures("encoder")
def test_the_quoted_passages_are_printed(app: Flask, site: Site) -> None:
    text = run(app, site.url, "--query", QUESTION).stdout
    assert f"\nWhat would be quoted for “{QUESTION}”:\n" in text
    report = json.loads(run(app, site.url, "--query", QUESTION, "--json").stdout)
    (own,) = [q for q in report["quotes"]["queries"] if q["origin"] == "yours"]
    assert own["text"][:40] in text


def test_without_a_model_the_reason_is_printed(app: Flask, site: Site) -> None:
    text = run(app, site.url, "--query", QUESTION).stdout
    assert "Quotes: not measured: the model" in text
    assert "Quotes" not in run(app, site.url).stdout


@pytest.mark.parametrize("queries", [["q" * 201], list("abcdef")])
def test_what_the_form_refuses_is_refused(app: Flask, queries: list[str]) -> None:
    asked = [part for query in queries for part in ("--query", query)]
    done = run(app, "http://127.0.0.1:9/", *asked)
    assert done.exit_code == 2
    assert "(bad_queries): Give at most 5 queries" in done.stderr
    done = run(app, "http://127.0.0.1:9/", "--json", *asked)
    assert json.loads(done.stdout)["error"]["code"] == "bad_queries"
