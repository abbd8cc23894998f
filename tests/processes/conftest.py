"""The real processes, and people who submit through the API."""

from __future__ import annotations

import json
import shutil
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from config import load_settings
from support.site import Site
from support.stack import Stack

#: A process of gunicorn takes two seconds to start, and one is enough here.
SMALL = {"WEB_CONCURRENCY": "1"}
END = frozenset({"TEASER_READY", "FULL_READY", "CANCELED"})


class Client:
    """A program; without a token what it submits ends at TEASER_READY."""

    def __init__(self, url: str, token: str = "") -> None:
        self.url = url
        self.headers = {"Content-Type": "application/json"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def call(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(self.url + path, data, self.headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def submit(self, url: str) -> str:
        """A scan of its own, also of a URL that is being scanned."""
        return str(self.call("/api/v1/scans", {"url": url, "force": True})["id"])

    def scan(self, scan_id: str) -> dict[str, Any]:
        return self.call(f"/api/v1/scans/{scan_id}")

    def wait(
        self, ids: list[str], seconds: float = 90, end: frozenset[str] = END
    ) -> list[dict[str, Any]]:
        """Every scan at its end; progress never went back within an attempt."""
        deadline = time.monotonic() + seconds
        seen: dict[str, tuple[int, int]] = {}
        open_ids, ended = list(ids), {}
        while open_ids and time.monotonic() < deadline:
            for scan_id in list(open_ids):
                scan = self.scan(scan_id)
                before = seen.get(scan_id, (0, 0))
                now = (scan["attempt"], scan["progress"])
                assert now >= before, f"{scan_id} went back from {before} to {now}"
                seen[scan_id] = now
                if scan["status"] in end or scan["status"].startswith("ERROR"):
                    ended[scan_id] = scan
                    open_ids.remove(scan_id)
            time.sleep(0.2)
        assert not open_ids, f"not ended after {seconds} s: {len(open_ids)}"
        return [ended[scan_id] for scan_id in ids]


def assert_stored_once(stack: Stack, scans: list[dict[str, Any]]) -> None:
    url = load_settings(stack.environ).database_url
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = connection.execute(
            text(
                "SELECT scans.attempt, reports.attempt FROM scans "
                "LEFT JOIN reports ON reports.scan_id = scans.id"
            )
        ).all()
    engine.dispose()
    assert len(rows) == len(scans)
    assert all(scan_attempt == stored for scan_attempt, stored in rows)


@pytest.fixture
def slow_site(site: Site) -> Site:
    """Pages that take a moment, so that a fault meets them at work."""

    def slow() -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.7)
        html = {"Content-Type": "text/html; charset=utf-8"}
        return 200, html, site.good_page().encode()

    site.pages["/slow"] = slow
    return site


@pytest.fixture
def make_stack(short_folder: Path) -> Iterator[Callable[..., Stack]]:
    stacks: list[Stack] = []

    def make(name: str = "a", *, is_warm: bool = True, **environ: str) -> Stack:
        own = SMALL | environ
        stacks.append(Stack(short_folder / name, own, is_warm=is_warm))
        return stacks[-1]

    yield make
    for stack in stacks:
        stack.stop()


@pytest.fixture(scope="module")
def running() -> Iterator[Stack]:
    """All processes, for tests of one module that leave them as they found them."""
    folder = Path(tempfile.mkdtemp(prefix="xen-"))
    stack = Stack(folder / "a", dict(SMALL))
    stack.start_all()
    yield stack
    stack.stop()
    shutil.rmtree(folder, ignore_errors=True)
