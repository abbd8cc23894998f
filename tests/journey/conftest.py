"""The real processes for a browser to look at, and the page that people scan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.site import Site
from support.stack import Stack


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    folder = tmp_path_factory.mktemp("journey")
    stack = Stack(folder, {"WEB_CONCURRENCY": "1"})
    stack.start_all()
    yield stack
    stack.stop()


@pytest.fixture(scope="module")
def target() -> Iterator[Site]:
    """The page that people scan."""
    site = Site()
    yield site
    site.close()
