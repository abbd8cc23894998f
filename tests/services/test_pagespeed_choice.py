"""Who measures under which settings, and which targets nobody is told of."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from config import load_settings
from support.lighthouse import make_lighthouse
from support.pagespeed_server import PageSpeedServer
from webapp.domain.settings import Settings
from webapp.pipeline.pagespeed import (
    LocalLighthouse,
    NoPageSpeed,
    PageSpeedInsights,
)
from webapp.services import pagespeed

Load = Callable[..., Settings]


@pytest.fixture
def each_database() -> None:
    """No database is asked here."""


@pytest.fixture
def load(environ: dict[str, str]) -> Load:
    def loaded(**more: str) -> Settings:
        return load_settings({**environ, **more})

    return loaded


@pytest.fixture
def psi() -> Iterator[PageSpeedServer]:
    server = PageSpeedServer()
    yield server
    server.close()


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, str | int]:
    """What the system knows: an address, or the error of a look-up."""
    known: dict[str, str | int] = {}
    original = socket.getaddrinfo

    def ask(host: Any, *rest: Any, **more: Any) -> Any:
        if host[:1].isdigit():
            return original(host, *rest, **more)
        found = known.get(host, socket.EAI_NONAME)
        if isinstance(found, int):
            raise socket.gaierror(found, "not found")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (found, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    return known


def chosen(settings: Settings) -> Any:
    made = pagespeed.provider(settings)
    assert isinstance(made, pagespeed.PublicOnly)
    return made.asked


def test_nobody_without_a_key(load: Load) -> None:
    assert chosen(load()) == NoPageSpeed(
        "not measured: the operator has set no PSI_API_KEY"
    )


@pytest.mark.parametrize(
    "more",
    [
        {"PSI_API_KEY": "abc"},
        {"PSI_ENDPOINT": "http://127.0.0.1:1/psi"},
        {"PSI_API_KEY": "abc", "LIGHTHOUSE": "1"},
    ],
)
def test_insights_with_a_key_or_an_endpoint(load: Load, more: dict[str, str]) -> None:
    made = chosen(load(PSI_TIMEOUT_SECONDS="7", **more))
    assert isinstance(made, PageSpeedInsights)
    assert made.key == more.get("PSI_API_KEY", "")
    assert made.endpoint == more.get("PSI_ENDPOINT", "")
    assert made.timeout_seconds == 7


def test_lighthouse_where_it_is_on_and_found(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    missing = chosen(load(LIGHTHOUSE="1"))
    assert "no lighthouse is installed" in missing.reason
    path = make_lighthouse(tmp_path, {})
    settings = load(LIGHTHOUSE="1")
    made = chosen(settings)
    assert isinstance(made, LocalLighthouse)
    assert made.executable == path
    assert made.lock_path.parent == settings.var_dir
    assert ("127.0.0.1", settings.port) in made.policy.denied_endpoints
    assert isinstance(chosen(load(LIGHTHOUSE="0")), NoPageSpeed)


@pytest.mark.parametrize(
    ("url", "is_private"),
    [
        ("http://127.0.0.1:8000/", True),
        ("http://printer.local/", True),
        ("http://intranet/", True),
        ("https://wiki.corp.example/", True),
        ("https://unsure.example/", True),
        ("https://shop.example/", False),
        ("https://nobody.example/", False),
        ("http://93.184.216.34/", False),
    ],
)
def test_private_targets(
    load: Load, names: dict[str, str | int], url: str, is_private: bool
) -> None:
    names["wiki.corp.example"] = "127.0.0.9"
    names["unsure.example"] = socket.EAI_AGAIN
    names["shop.example"] = "93.184.216.34"
    assert pagespeed.is_private_target(url, load()) == is_private


def test_without_allowed_networks_no_name_is_looked_up(
    load: Load, names: dict[str, str | int]
) -> None:
    names["wiki.corp.example"] = "127.0.0.9"
    settings = load(SCAN_ALLOWED_NETWORKS="")
    assert not pagespeed.is_private_target("https://wiki.corp.example/", settings)


def test_nobody_is_told_of_a_private_target(
    load: Load, names: dict[str, str | int], psi: PageSpeedServer
) -> None:
    names["shop.example"] = "93.184.216.34"
    made = pagespeed.provider(load(PSI_API_KEY="abc", PSI_ENDPOINT=psi.endpoint))
    private = made.measure("http://127.0.0.1:8000/")
    assert private.unavailable == "not measured: private address"
    assert not psi.asked
    assert not made.measure("https://shop.example/").unavailable
    assert len(psi.asked) == 2
