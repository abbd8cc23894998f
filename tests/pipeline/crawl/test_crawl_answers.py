"""Ordinary answers, types, statuses, TLS, robots.txt, Retry-After."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from support.hostile_server import HostileServer, page, redirect, send
from webapp.domain.fetched_page import FetchedPage
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import FetchPolicy, fetch, retry_after_seconds

MakePolicy = Callable[..., FetchPolicy]


def test_a_page_comes_with_its_facts(
    server: HostileServer, policy: FetchPolicy
) -> None:
    found = fetch(server.url, policy)
    assert (found.status, found.body) == (200, b"<h1>hello</h1>")
    assert found.content_type == "text/html"
    assert found.requested_url == found.final_url == server.url + "/"
    assert found.elapsed_ms >= found.ttfb_ms >= 0


def test_the_request_says_who_asks_and_nothing_else(
    server: HostileServer, policy: FetchPolicy
) -> None:
    server.scripts |= {
        "/": redirect("/b"),
        "/b": send(page(b"x", "Set-Cookie: a=b\r\n")),
    }
    fetch(server.url, policy)
    assert len(server.requests) == 2
    for request in server.requests:
        names = {
            line.split(":")[0].lower() for line in request.split("\r\n")[1:] if line
        }
        assert names == {
            "host",
            "user-agent",
            "accept",
            "accept-encoding",
            "connection",
        }
        assert "User-Agent: XenlixAI test" in request
        assert "Accept-Encoding: gzip\r\n" in request


@pytest.mark.parametrize(
    "status",
    ["204 No Content", "401 Who", "403 No", "404 Not Found", "429 Slow", "500 Oops",
     "503 Busy", "599 What"],
)  # fmt: skip
def test_any_final_status_is_an_answer(
    server: HostileServer, policy: FetchPolicy, status: str
) -> None:
    body = b"" if status.startswith("204") else b"x"
    server.scripts["/"] = send(page(body, status=status))
    assert fetch(server.url, policy).status == int(status[:3])


@pytest.mark.parametrize(
    "kind",
    ["application/pdf", "image/png", "application/zip", "", "text/plain", "text/html2",
     "text/html, image/png", "text", ";text/html"],
)  # fmt: skip
def test_what_is_not_html_is_refused(
    server: HostileServer, policy: FetchPolicy, kind: str
) -> None:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: 1\r\n\r\nx"
    server.scripts["/"] = send(answer.encode())
    with pytest.raises(FetchFailed) as caught:
        fetch(server.url, policy)
    assert caught.value.code == "unsupported_type"


@pytest.mark.parametrize("line", ["", "Content-Type: \r\n", "Content-Type: ;a=b\r\n"])
def test_what_has_no_type_is_told_so(
    server: HostileServer, policy: FetchPolicy, line: str
) -> None:
    answer = f"HTTP/1.1 200 OK\r\n{line}Content-Length: 1\r\n\r\nx"
    server.scripts["/"] = send(answer.encode())
    with pytest.raises(FetchFailed, match="Content-Type is missing or empty") as caught:
        fetch(server.url, policy)
    assert caught.value.code == "unsupported_type"


def test_a_refused_connection(make_policy: MakePolicy, server: HostileServer) -> None:
    server.close()
    with pytest.raises(FetchFailed) as caught:
        fetch("http://127.0.0.1:9/", make_policy())
    assert (caught.value.code, caught.value.is_transient) == ("connection_failed", True)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("1000000000", 3600),
        ("0", 0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("Wed, 01 Jan 2200 00:00:00 GMT", 3600),
        ("Sat, 01 Jan 2000 00:00:00 GMT", 0),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert asked_to_wait(value) == seconds


def test_retry_after_a_date_that_is_near() -> None:
    near = format_datetime(datetime.now(UTC) + timedelta(minutes=10))
    assert asked_to_wait(near) == pytest.approx(600, abs=5)


def asked_to_wait(value: str) -> float | None:
    headers = (("Retry-After", value),) if value else ()
    return retry_after_seconds(FetchedPage("u", "u", 503, headers, b""))
