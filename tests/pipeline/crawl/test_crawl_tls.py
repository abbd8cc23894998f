"""B17: without a certificate that holds there is no page, and the reason is told."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.certificates import make_certificate, make_dated_certificate, tls_context
from support.hostile_server import HostileServer, redirect
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import FetchPolicy, fetch

Pair = tuple[Path, Path]


@contextmanager
def served(pair: Pair, *, is_old: bool = False) -> Iterator[HostileServer]:
    server = HostileServer(tls_context(*pair, is_old=is_old))
    yield server
    server.close()


def trusting(policy: FetchPolicy, pair: Pair) -> FetchPolicy:
    return dataclasses.replace(policy, ca_bundle=str(pair[0]))


def refusal(server: HostileServer, policy: FetchPolicy) -> str:
    with pytest.raises(FetchFailed) as caught:
        fetch(server.url, policy)
    assert (caught.value.code, caught.value.is_transient) == ("tls_error", False)
    assert server.requests == [], "nothing is asked for"
    return caught.value.message


def test_a_trusted_certificate(tmp_path: Path, policy: FetchPolicy) -> None:
    pair = make_certificate(tmp_path, "127.0.0.1")
    with served(pair) as server:
        assert fetch(server.url, trusting(policy, pair)).status == 200


def test_a_self_signed_one(tmp_path: Path, policy: FetchPolicy) -> None:
    with served(make_certificate(tmp_path, "127.0.0.1")) as server:
        assert "signed by itself" in refusal(server, policy)


def test_one_for_another_name(tmp_path: Path, policy: FetchPolicy) -> None:
    pair = make_certificate(tmp_path, "b.example")
    with served(pair) as server:
        assert "another name" in refusal(server, trusting(policy, pair))


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        ("20200101000000Z", "20200201000000Z", "has expired"),
        ("20990101000000Z", "20990201000000Z", "is not valid yet"),
    ],
)
def test_one_of_another_time(
    tmp_path: Path, policy: FetchPolicy, start: str, end: str, reason: str
) -> None:
    pair = make_dated_certificate(tmp_path, start, end)
    with served(pair) as server:
        assert reason in refusal(server, trusting(policy, pair))


def test_tls_of_old(tmp_path: Path, policy: FetchPolicy) -> None:
    pair = make_certificate(tmp_path, "127.0.0.1")
    with served(pair, is_old=True) as server:
        assert "TLS is not acceptable" in refusal(server, trusting(policy, pair))


def test_a_server_that_speaks_no_tls(
    server: HostileServer, policy: FetchPolicy
) -> None:
    with pytest.raises(FetchFailed) as caught:
        fetch(server.url.replace("http:", "https:"), policy)
    assert caught.value.code in ("tls_error", "timeout")


def test_a_redirect_does_not_lower_the_demand(
    tmp_path: Path, policy: FetchPolicy, server: HostileServer
) -> None:
    with served(make_certificate(tmp_path, "127.0.0.1")) as secure:
        server.scripts["/"] = redirect(secure.url)
        with pytest.raises(FetchFailed) as caught:
            fetch(server.url, policy)
        assert caught.value.code == "tls_error"
