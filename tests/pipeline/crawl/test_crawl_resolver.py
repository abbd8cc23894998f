"""Names to addresses: what the system's resolver says, in time."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import dns.resolver
import pytest

from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import resolver
from webapp.pipeline.crawl.resolver import resolve_with_system

Answer = Callable[..., Any]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whom the names were asked of; nobody but the system should be."""

    def refuse(*_: object) -> None:
        raise AssertionError("DNS was asked past the system")

    monkeypatch.setattr(dns.resolver, "Resolver", refuse)
    return []


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> Callable[..., None]:
    """Let the system answer so."""

    def answer_with(answer: Answer) -> None:
        def getaddrinfo(host: str, *_: object, **__: object) -> Any:
            asked.append(host)
            return answer()

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    return answer_with


@pytest.fixture
def never() -> Iterator[Answer]:
    """A system that answers only after the test."""
    ended = threading.Event()
    yield lambda: ended.wait(10) and []
    ended.set()


def raising(error: Exception) -> Answer:
    def answer() -> None:
        raise error

    return answer


def failure() -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        resolve_with_system("wiki.corp.", 20.0)
    return caught.value


def test_each_address_comes_once(system: Callable[..., None]) -> None:
    found = ["10.0.0.1", "10.0.0.1", "fd00::1"]
    system(lambda: [(0, 0, 0, "", (text, 0)) for text in found])
    assert resolve_with_system("wiki", 20.0) == ["10.0.0.1", "fd00::1"]


def test_a_name_is_asked_for_as_a_hosts_file_has_it(
    system: Callable[..., None], asked: list[str]
) -> None:
    system(lambda: [(0, 0, 0, "", ("10.0.0.1", 0))])
    resolve_with_system("wiki.corp.", 20.0)
    assert asked == ["wiki.corp"]


@pytest.mark.parametrize("number", [socket.EAI_NONAME, socket.EAI_NODATA])
def test_a_name_that_does_not_exist(
    system: Callable[..., None], asked: list[str], number: int
) -> None:
    system(raising(socket.gaierror(number, "unknown")))
    assert (failure().code, failure().is_transient) == ("dns_not_found", False)
    assert len(asked) == 2, "one look-up each"


@pytest.mark.parametrize(
    "error",
    [
        socket.gaierror(socket.EAI_AGAIN, "try again"),
        socket.gaierror(socket.EAI_FAIL, "failed"),
        OSError("too many open files"),
    ],
)
def test_a_look_up_that_failed_is_worth_another_try(
    system: Callable[..., None], error: OSError
) -> None:
    system(raising(error))
    assert (failure().code, failure().is_transient) == ("dns_failure", True)


def test_no_answer_is_waited_for_once(
    system: Callable[..., None],
    never: Answer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(resolver, "LIFETIME_SECONDS", 0.2)
    system(never)
    started = time.monotonic()
    assert failure().code == "dns_failure"
    assert 0.2 <= time.monotonic() - started < 0.4
