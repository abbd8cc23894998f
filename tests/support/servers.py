"""Fixtures: the real servers that tests talk to.

A machine without PostgreSQL's server or Chromium runs the other tests, and says by
name which were not run; where ``CI`` is set, their absence is a failure.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.postgres import Postgres, find_binaries
from support.site import Site
from support.valkey import Valkey


def missing(what: str) -> None:
    """Fail in CI, report as not run elsewhere."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing; .ci/run installs it")
    pytest.skip(f"not run: {what} is not installed here")


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder whose path is short enough for a unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="xen-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def valkey(short_folder: Path) -> Iterator[Valkey]:
    server = Valkey(short_folder).start()
    yield server
    server.end()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    binaries = find_binaries()
    if binaries is None:
        missing("the PostgreSQL server")
    assert binaries is not None
    cluster = Postgres(binaries).start()
    yield cluster
    cluster.stop()


@pytest.fixture
def site() -> Iterator[Site]:
    pages = Site()
    yield pages
    pages.close()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium that Playwright can drive."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    missing("Chromium")
    raise AssertionError("missing() ends the test")
