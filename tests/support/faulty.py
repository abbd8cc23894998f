"""The product's processes with a fault in them: ``python faulty.py worker``.

Only tests start this; the product knows of none of it. The environment says what is
planted:

- ``FAIL_POINTS``: functions of the product that kill their process, as ``kill -9``
  does, before or after they ran; each ``FAIL_TIMES`` times (1), counted by files of
  ``FAIL_FOLDER``.
- ``STUB_NAMES``: these names, and those below them, lead to this machine.
- ``SLOW_NAMES``: asking for these names takes ten minutes.
- ``REQUEST_SECONDS``: how long a client may take, in place of 30 seconds (of 5, to
  begin, as gunicorn has it).
- ``RETRY_SECONDS``: waiting times in place of 10, 30 and 60 seconds.

Pages below ``/poison/`` harm the work horse that scans them (``POISONS``).
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: Name -> where the function is, and whether death comes before or after it ran.
HORSE_POINTS = {
    "before-claim": ("webapp.services.leases:claim", "before"),
    "after-claim": ("webapp.services.leases:claim", "after"),
    "after-crawl": ("webapp.pipeline.runner:crawl_page", "after"),
    "before-teaser": ("webapp.services.outcomes:record_teaser", "before"),
    "after-teaser": ("webapp.services.outcomes:record_teaser", "after"),
    "before-full": ("webapp.services.outcomes:record_full", "before"),
    "after-full": ("webapp.services.outcomes:record_full", "after"),
    "after-retry": ("webapp.services.outcomes:record_retry", "after"),
}
#: The receiver answered, and nobody wrote it down.
WEBHOOK_POINTS = {"after-webhook": ("webapp.services.webhooks.sending:post", "after")}
#: In the web process: the row is committed, Redis knows nothing yet, or all.
WEB_POINTS = {
    "before-enqueue": ("webapp.services.line:send", "before"),
    "after-enqueue": ("webapp.services.line:send", "after"),
}
WORKER = "webapp.processes.scan_worker:ScanWorker"
#: In the worker itself: the job is off its list, in no registry, or in no horse yet.
WORKER_POINTS = {
    "after-pop": (f"{WORKER}.execute_job", "before"),
    "before-fork": (f"{WORKER}.fork_work_horse", "before"),
}
POINTS = HORSE_POINTS | WEBHOOK_POINTS | WEB_POINTS | WORKER_POINTS


def plant(point: str, folder: Path, times: int) -> None:
    place, moment = POINTS[point]
    module_name, _, dotted = place.partition(":")
    owner: Any = importlib.import_module(module_name)
    *outer, name = dotted.split(".")
    for part in outer:
        owner = getattr(owner, part)
    original: Callable[..., Any] = getattr(owner, name)

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if moment == "before":
            die(point, folder, times)
        found = original(*args, **kwargs)
        if moment == "after":
            die(point, folder, times)
        return found

    setattr(owner, name, wrapped)


def die(point: str, folder: Path, times: int) -> None:
    """Whoever makes the next file dies; there are ``times`` of them."""
    folder.mkdir(exist_ok=True)
    for number in range(times):
        try:
            (folder / f"{point}.{number}").touch(exist_ok=False)
        except FileExistsError:
            continue
        os.kill(os.getpid(), signal.SIGKILL)


def deaths(folder: Path) -> list[str]:
    """The point of each death so far."""
    return [path.stem for path in folder.glob("*")]


def know_names(names: list[str], slow: list[str]) -> None:
    """These names, and those below them, lead to this machine, or nowhere for long."""
    from webapp.pipeline.crawl import connection

    original = connection.resolve_with_system

    def resolve(host: str, seconds: float) -> list[str]:
        asked = "." + host.removesuffix(".")
        if any(asked.endswith("." + name) for name in names):
            return ["127.0.0.1"]
        return original(host, seconds)

    connection.resolve_with_system = resolve
    if slow:
        slow_down_names(slow)


def slow_down_names(slow: list[str]) -> None:
    """As a name server that never answers: the system's look-up hangs for them."""
    import socket

    original = socket.getaddrinfo

    def ask(host: Any, *args: Any, **kwargs: Any) -> Any:
        if any(name in str(host) for name in slow):
            time.sleep(600)
        return original(host, *args, **kwargs)

    socket.getaddrinfo = ask


def crash() -> None:
    """Read address 0: SIGSEGV."""
    ctypes.string_at(0)


def devour() -> None:
    """10 GB, in a process that may have 1 GB more than it has."""
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 2**30,) * 2)
    sys.stdout.write(str(len(bytearray(10 * 2**30))))


def loop_in_c() -> None:
    """One call that no signal handler of Python's interrupts for an hour."""
    hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)


def raise_oddly() -> None:
    """An error that cannot be pickled, of 10 MB, with markup and no JSON in it."""

    class LocalError(Exception):
        pass

    raise LocalError("<img src=x onerror=alert(1)>" * 370_000, lambda: None)


POISONS = {
    "crash": crash,
    "devour": devour,
    "loop": loop_in_c,
    "raise": raise_oddly,
}


def poison_pages() -> None:
    """A scan of ``/poison/<name>/…`` does it, once the page was fetched."""
    from webapp.pipeline import runner

    original = runner.crawl_page

    def crawl_page(url: str, *args: Any, **kwargs: Any) -> Any:
        crawled = original(url, *args, **kwargs)
        if found := re.search("/poison/([a-z]+)/", url):
            POISONS[found[1]]()
        return crawled

    runner.crawl_page = crawl_page


def set_retry_seconds(seconds: list[int]) -> None:
    """Before anything else of the product is imported: others copy the name."""
    from webapp.domain import tries

    tries.RETRY_INTERVALS = tuple(seconds)


def set_request_seconds(seconds: float) -> None:
    from gunicorn.workers import gthread

    from webapp.processes import slow_clients

    slow_clients.REQUEST_SECONDS = seconds
    gthread.DEFAULT_WORKER_DATA_TIMEOUT = seconds


def start(kind: str) -> None:
    if kind == "web":
        from gunicorn.app.wsgiapp import run

        sys.argv[1:] = [
            "--config",
            "python:webapp.processes.web",
            "webapp:create_app()",
        ]
        run()
    elif kind == "scheduler":
        from flask.cli import main

        sys.argv[1:] = ["--app", "webapp", "scheduler"]
        main()
    else:
        import worker
        from webapp.services import rehearsal

        # It is no delivery: the fault would meet the worker itself.
        rehearsal.rehearse = lambda: None

        sys.argv[1:] = []
        worker.main()


if __name__ == "__main__":
    # In place of this folder, whose site.py would hide the standard library's.
    sys.path[0] = str(Path(__file__).resolve().parents[2])
    if "RETRY_SECONDS" in os.environ:
        set_retry_seconds([int(part) for part in os.environ["RETRY_SECONDS"].split()])
    if "REQUEST_SECONDS" in os.environ:
        set_request_seconds(float(os.environ["REQUEST_SECONDS"]))
    for point in os.environ.get("FAIL_POINTS", "").split():
        times = int(os.environ.get("FAIL_TIMES", "1"))
        plant(point, Path(os.environ["FAIL_FOLDER"]), times)
    know_names(
        os.environ.get("STUB_NAMES", "").split(),
        os.environ.get("SLOW_NAMES", "").split(),
    )
    poison_pages()
    start(sys.argv[1])
