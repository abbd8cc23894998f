"""The load bench of web: people ask a real web process, and wrk's words are read."""

from __future__ import annotations

import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.web import __main__ as bench
from bench.web import cost, databases, place, wrk
from bench.web.place import Place
from support.servers import missing

SAID = """Running 1s test @ http://127.0.0.1:1
  1 threads and 2 connections

{"requests": 40, "microseconds": 2000000, "bytes": 4000, "refused": 1, "broken": 2, \
"milliseconds": [1.5, 2.5, 3.5]}
"""


@pytest.fixture(scope="module")
def at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with place.opened(tmp_path_factory.mktemp("w"), databases.SQLITE, 1) as opened:
        yield opened


def send(at: Place, client: wrk.Client, body: str) -> tuple[int, str]:
    data = body.replace("{n}", "tomatoes").encode()
    request = urllib.request.Request(at.stack.url + client.path, data, client.headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.status, answer.url


def test_wrk_is_told_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="apt install wrk"):
        wrk.binary()


def test_figures_are_read() -> None:
    told = wrk.read(SAID)
    assert (told.requests, told.refused, told.broken) == (40, 1, 2)
    assert (told.per_second, told.bytes_each) == (20, 100)
    assert told.milliseconds == (1.5, 2.5, 3.5)


@pytest.mark.parametrize("is_paced", [True, False])
def test_only_a_paced_load_waits(is_paced: bool) -> None:
    client = wrk.Client("/", {"Cookie": 'a="b"'})
    text = wrk.script(wrk.Load("x", 3, [client], is_paced=is_paced), "tag")
    assert ("function delay()" in text) is is_paced
    assert '{"/", {["Cookie"] = "a=\\"b\\""}},' in text


@pytest.mark.parametrize(("is_user", "most"), [(True, 2), (False, 1)])
def test_a_poll_costs_few_statements(at: Place, is_user: bool, most: int) -> None:
    [client] = at.watchers(1, are_users=is_user)
    found = cost.statements(at.app, client)
    assert 1 <= len(found) <= most
    assert any("FROM scans" in statement for statement in found)


def test_programs_and_browsers_are_let_in(at: Place) -> None:
    assert send(at, at.programs()[0], bench.JSON_BODY)[0] == 202
    # Each browser has a token of its own.
    for browser in at.browsers()[:2]:
        status, url = send(at, browser, bench.FORM_BODY)
        assert status == 200
        assert url.startswith(at.stack.url + "/scans/")


def test_wrk_meets_open_scans_and_new_ones(at: Place, tmp_path: Path) -> None:
    if shutil.which("wrk") is None:
        missing("wrk")
    polls = wrk.Load("poll", 2, at.watchers(2))
    submits = wrk.Load("submit", 2, at.browsers(), "POST", bench.FORM_BODY)
    before = at.processor_seconds()
    for load in (polls, submits):
        told = wrk.Run(load, at.stack.url, 1, tmp_path).told()
        assert told.requests > 5
        assert (told.refused, told.broken) == (0, 0)
        assert 0 < told.milliseconds[0] <= told.milliseconds[1] < 1000
    assert at.processor_seconds() > before


def test_a_bound_that_is_not_kept_is_told(
    at: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if shutil.which("wrk") is None:
        missing("wrk")
    monkeypatch.setattr(bench, "WATCHERS", 3)
    monkeypatch.setattr(bench, "POLL_MS", 10_000)
    monkeypatch.setattr(bench, "SUBMIT_MS", 10_000)
    assert bench.measure_together(at, 2, tmp_path)
    monkeypatch.setattr(bench, "SUBMIT_MS", 0)
    assert not bench.measure_together(at, 2, tmp_path)
