"""Nobody is told to wait longer than the window of the limit that was met."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from flask.testing import FlaskClient

from webapp.security import guesses, waits


def test_a_wait_is_no_longer_than_its_window(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = int(time.time()) - 1
    early = SimpleNamespace(time=lambda: begin)  # however long the requests take
    monkeypatch.setattr(waits, "time", early)
    for _ in range(int(guesses.PER_ADDRESS.split("/")[0])):
        assert client.get(f"/scans/{'x' * 22}").status_code == 404
    answer = client.get(f"/scans/{'x' * 22}")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
