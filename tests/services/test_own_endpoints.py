"""Where the product's own servers listen, as the settings say."""

from __future__ import annotations

import pytest

from config import load_settings
from webapp.services.scan_options import own_endpoints

WEB = ("127.0.0.1", 5000)
REDIS = ("127.0.0.1", 6379)


@pytest.fixture
def each_database() -> None:
    """No database is asked here."""


def of(environ: dict[str, str], **more: str) -> set[tuple[str, int]]:
    plain = {**environ, "REDIS_URL": "redis://127.0.0.1", **more}
    return set(own_endpoints(load_settings(plain)))


def test_the_web_is_one_of_them(environ: dict[str, str]) -> None:
    assert of(environ) == {WEB, REDIS}
    assert of(environ, PORT="8000") == {("127.0.0.1", 8000), REDIS}


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("redis://r.corp", ("r.corp", 6379)),
        ("rediss://u:p@r.corp:7000/1", ("r.corp", 7000)),
        ("redis://[fd00::1]:7000", ("fd00::1", 7000)),
        ("redis:///0?host=r.corp&port=7000", ("r.corp", 7000)),
        ("redis:///0", REDIS),
        ("unix:///run/redis.sock?db=1", REDIS),
    ],
)
def test_redis(environ: dict[str, str], url: str, endpoint: tuple[str, int]) -> None:
    assert of(environ, REDIS_URL=url) == {WEB, endpoint}


@pytest.mark.parametrize(
    ("url", "endpoints"),
    [
        ("postgres://d.corp/db", {("d.corp", 5432)}),
        ("postgresql://u:p@d.corp:5433/db", {("d.corp", 5433)}),
        ("postgresql:///db?host=10.0.0.3", {("10.0.0.3", 5432)}),
        ("postgresql:///db?host=10.0.0.3&port=5433", {("10.0.0.3", 5433)}),
        ("postgresql:///db?host=a:1&host=b:2", {("a", 1), ("b", 2)}),
        ("postgresql:///db?host=a,b&port=1,2", {("a", 1), ("b", 2)}),
        ("postgresql:///db?host=a,b", {("a", 5432), ("b", 5432)}),
        ("postgresql://d.corp/db?hostaddr=10.0.0.3", {("10.0.0.3", 5432)}),
        ("postgresql:///db", {("127.0.0.1", 5432)}),
        ("postgresql://u@/db?host=/run/pg", {("127.0.0.1", 5432)}),
    ],
)
def test_postgresql(
    environ: dict[str, str], url: str, endpoints: set[tuple[str, int]]
) -> None:
    assert of(environ, DATABASE_URL=url) == {WEB, REDIS, *endpoints}
