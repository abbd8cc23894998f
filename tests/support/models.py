"""Where the tests keep the exported model, since making it takes a quarter minute."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def models(request: pytest.FixtureRequest) -> Path:
    """Kept from run to run in pytest's cache; made again for other versions."""
    return request.config.cache.mkdir("models")
