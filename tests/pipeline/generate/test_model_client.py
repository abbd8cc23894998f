"""One call of an endpoint: bounded in time and bytes."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from support import model_server as stub
from support.model_calls import KEY, Serve, call
from support.model_server import Script
from webapp.exceptions import JobTimedOut
from webapp.pipeline.generate import model_transport
from webapp.pipeline.generate.model_call import (
    ModelFailed,
)
from webapp.pipeline.generate.model_client import tokens_name

ROOT = Path(__file__).resolve().parents[3]
CHUNK = b"1\r\n \r\n"


def test_it_sends_one_strict_request_and_nothing_of_ours(serve: Serve) -> None:
    server = serve(stub.helps)
    reply = call(server.url)
    assert reply.tokens == 1234
    assert reply.is_whole
    (asked,) = server.asked
    assert asked.line == "POST /v1/chat/completions HTTP/1.1"
    assert asked.headers["authorization"] == f"Bearer {KEY}"
    assert set(asked.headers) == {
        *("host", "content-type", "content-length", "authorization"),
        *("accept", "accept-encoding", "connection"),
    }
    form = asked.body["response_format"]
    assert form["type"] == "json_schema"
    assert form["json_schema"]["strict"] is True
    assert asked.body["model"] == "stub-1"
    assert asked.body["max_tokens"] == 4000
    assert asked.body["stream"] is False
    assert "tools" not in asked.body


@pytest.mark.parametrize(
    "script",
    [
        stub.stall,
        stub.drips(b"HTTP/1.1 200 OK\r\nX-A: ", b"x"),
        stub.drips(b"HTTP/1.1 200 OK\r\nContent-Length: 90000\r\n\r\n", b" "),
        stub.drips(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", CHUNK),
        stub.drips(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["stall", "head", "body", "chunks", "continue"],
)  # fmt: skip
def test_the_total_is_a_total(serve: Serve, script: Script) -> None:
    server = serve(script)
    began = time.monotonic()
    with pytest.raises(ModelFailed) as told:
        call(server.url, seconds=0.6)
    assert time.monotonic() - began < 1.5
    assert told.value.code == "timeout"
    assert not told.value.is_unbilled
    assert len(server.asked) == 1


def test_a_handshake_that_stalls_is_bounded() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pytest.raises(ModelFailed) as told:
            call(f"https://127.0.0.1:{silent.getsockname()[1]}/v1", seconds=0.6)
    assert time.monotonic() - began < 1.5
    assert told.value.code == "timeout"
    assert told.value.is_unbilled, "the request never went out"


def test_a_name_that_hangs_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = threading.Event()

    def hang(*_: object, **__: object) -> None:
        is_over.wait(30)
        raise OSError

    monkeypatch.setattr(model_transport.socket, "getaddrinfo", hang)
    began = time.monotonic()
    with pytest.raises(ModelFailed) as told:
        call("http://model.example/v1", seconds=0.5)
    assert time.monotonic() - began < 1.5
    is_over.set()
    assert told.value.is_unbilled


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (stub.floods, "too_large"),
        (stub.packs, "broken"),
        (stub.stops_in_the_middle, "broken"),
        (stub.streams, "unreadable"),
        (stub.sends(b"garbage\r\n\r\n"), "broken"),
        (stub.sends(b""), "broken"),
        (stub.sends(stub.http(b"<h1>no</h1>", content_type="text/html")), "unreadable"),
        (stub.sends(stub.http(b"[" * 100_000)), "unreadable"),
        (stub.sends(stub.http(b'{"choices": []}')), "unreadable"),
        (stub.sends(stub.http(b'{"choices": "x"}')), "unreadable"),
        (stub.sends(stub.http(b"[]")), "unreadable"),
        (stub.sends(stub.http(b"\xff\xfe\x00")), "unreadable"),
        (stub.fails("429 Slow down", "Retry-After: 1\r\n"), "status_429"),
        (stub.fails("500 Oops"), "status_500"),
        (stub.fails("401 Who"), "status_401"),
        (stub.fails("418 \x01"), "status_418"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_told_by_a_code(
    serve: Serve, script: Script, code: str
) -> None:
    server = serve(script)
    with pytest.raises(ModelFailed) as told:
        call(server.url)
    assert told.value.code == code
    assert told.value.is_unbilled == code.startswith("status_4")
    assert len(server.asked) == 1, "nothing is tried again"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(serve: Serve, status: int) -> None:
    other = serve(stub.helps)
    server = serve(stub.redirects(f"{other.url}/chat/completions", status))
    with pytest.raises(ModelFailed) as told:
        call(server.url)
    assert told.value.code == f"status_{status}"
    assert other.asked == []


def test_nobody_there_costs_nothing() -> None:
    with pytest.raises(ModelFailed) as told:
        call("http://127.0.0.1:1/v1")
    assert told.value.code == "unreachable"
    assert told.value.is_unbilled


@pytest.mark.parametrize(
    ("told", "known"),
    [(7, 7), (0, None), (-5, None), ("7", None), (True, None), (10**12, None)],
)
def test_only_a_credible_bill_is_believed(
    serve: Serve, told: object, known: int | None
) -> None:
    assert call(serve(stub.says("{}", told)).url).tokens == known


@pytest.mark.parametrize("finish", ["length", "content_filter", "tool_calls"])
def test_an_answer_that_stopped_early_is_not_whole(serve: Serve, finish: str) -> None:
    reply = call(serve(stub.says("{}", finish=finish)).url)
    assert (reply.content, reply.is_whole) == ("", False)


def test_a_jobs_time_out_gets_through(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run_out(*_: object, **__: object) -> bytes:
        raise JobTimedOut

    monkeypatch.setattr(model_transport.BoundStream, "read", run_out)
    with pytest.raises(JobTimedOut):
        call(serve(stub.helps).url)


def test_the_bound_on_an_answer_has_two_names() -> None:
    assert tokens_name("https://api.openai.com/v1") == "max_completion_tokens"
    assert tokens_name("https://x.openai.azure.com/v1") == "max_completion_tokens"
    assert tokens_name("http://openai.com.evil.example/v1") == "max_tokens"
    assert tokens_name("http://127.0.0.1:8000/v1") == "max_tokens"


def test_the_library_is_imported_late() -> None:
    """Web and scheduler are up in a second."""
    program = (
        "import sys, webapp.services.insights; "
        "sys.exit(len({'openai', 'httpx2', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=False, timeout=60
    )
    assert done.returncode == 0
