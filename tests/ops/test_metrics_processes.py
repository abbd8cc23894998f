"""Requests that are spread over gunicorn's processes, which come and go."""

from __future__ import annotations

import os
import re
import shutil
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from support.pids import children, is_alive
from support.prometheus import values
from support.stack import Stack, wait_for

HEALTHZ = ("GET", "/healthz", "200")


class Web:
    """The web alone, with two processes."""

    def __init__(self, folder: Path) -> None:
        self.temporary = folder / "tmp"
        self.temporary.mkdir()
        self.environ = {
            "WEB_CONCURRENCY": "2",
            "METRICS_ALLOWED_NETWORKS": "127.0.0.0/8",
            "TMPDIR": str(self.temporary),
        }
        self.stack = Stack(folder, self.environ)

    def start(self) -> None:
        self.stack.start("web")
        wait_for(lambda: len(self.workers()) == 2 and self.answers(), "the web")

    def workers(self) -> list[int]:
        return children(self.stack.processes["web"].pid)

    def answers(self) -> bool:
        try:
            return bool(self.read("/healthz"))
        except OSError:
            return False

    def read(self, path: str) -> str:
        with urlopen(self.stack.url + path, timeout=10) as answer:
            return str(answer.read().decode())

    def counted(self) -> float:
        found = values(self.read("/metrics"))
        return found["xenlixai_http_requests_total", HEALTHZ]

    def ask(self, number: int, together: int = 8) -> None:
        with ThreadPoolExecutor(together) as pool:
            list(pool.map(lambda _: self.read("/healthz"), range(number)))

    def replace_workers(self) -> None:
        """As a crash does it; the parent forks others."""
        killed = set(self.workers())
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: len(set(self.workers()) - killed) == 2, "two others")

    def folders(self) -> list[Path]:
        return list(self.temporary.glob("xenlixai-metrics-*"))

    def counting(self) -> set[int]:
        """The processes that answered a request."""
        (folder,) = self.folders()
        found = (re.fullmatch(r"counter_(\d+)\.db", p.name) for p in folder.iterdir())
        return {int(name[1]) for name in found if name}


@pytest.fixture
def web(short_folder: Path) -> Iterator[Web]:
    web = Web(short_folder)
    web.stack.upgrade()
    web.start()
    yield web
    web.stack.stop()


def test_the_processes_of_one_web_add_up(web: Web) -> None:
    before = web.counted()
    for _ in range(20):  # until each of the two took a part
        web.ask(40)
        before += 40
        if set(web.workers()) <= web.counting():
            break
    assert set(web.workers()) <= web.counting()
    assert {web.counted() for _ in range(10)} == {before}


def test_what_a_dead_process_counted_stays(web: Web) -> None:
    web.ask(50)
    before = web.counted()
    web.replace_workers()
    assert web.counted() == before
    web.ask(10)
    assert web.counted() == before + 10


def test_each_start_begins_anew_and_sweeps_up_after_the_dead(web: Web) -> None:
    web.ask(30)
    (first,) = web.folders()
    assert oct(first.stat().st_mode & 0o777) == "0o700"
    living = web.workers()
    web.stack.kill("web", signal.SIGKILL)
    wait_for(lambda: not any(map(is_alive, living)), "its processes saw it")
    os.utime(first, (0, 0))
    web.start()
    (second,) = web.folders()
    assert second != first
    assert web.counted() < 30


def test_what_another_gunicorn_holds_stays(web: Web) -> None:
    web.ask(30)
    before = web.counted()
    (held,) = web.folders()
    os.utime(held, (0, 0))
    other = Stack(web.stack.folder / "other", web.environ)
    try:
        other.start("web")
        wait_for(lambda: len(web.folders()) == 2, "the other's folder")
    finally:
        other.stop()
    assert held in web.folders()
    assert web.counted() == before


def test_the_web_goes_on_where_somebody_tidied_up(web: Web) -> None:
    shutil.rmtree(web.folders()[0])
    web.replace_workers()
    web.ask(20)
    assert "xenlixai_build_info" in web.read("/metrics")
