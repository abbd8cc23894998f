"""Two other tools on the same site, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from bench.site import meter
from bench.site.folder import Served, list_pages

ADVERTOOLS, ANALYZER = TOOLS = ("advertools", "pyseoanalyzer")
SCRIPT = Path(__file__).with_name("other_tool.py")
NEEDED = "advertools==0.18.0 pyseoanalyzer==2025.4.3 lxml_html_clean"


@dataclass(frozen=True)
class Told:
    """``pages`` as the tool counts; ``given`` are the addresses of those that the
    server gave it. ``start`` is what its start took, which the figures leave out."""

    name: str
    pages: int
    broken: int
    given: frozenset[str]
    requests: int
    wall: float
    processor: float
    memory_mb: float
    start: Told | None = None


def crawl(python: str, name: str, site: Served, pages: list[str]) -> Told:
    """One tool on these pages. Raises ``SystemExit`` where it does not work."""
    list_pages(site, pages)
    site.forget()
    with tempfile.TemporaryDirectory(prefix="other-") as folder:
        log = Path(folder, "log")
        started = time.monotonic()
        process = start(python, [name, site.url, str(len(pages)), folder], log)
        with meter.metered({}, [process.pid]) as used:
            out = process.stdout.read() if process.stdout else ""
            # Its own and its children's; a process that was waited for has no more.
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.stdout:
            process.stdout.close()
        if process.returncode:
            raise SystemExit(
                f"{name} does not run with {python}: {last_line(log)}\n"
                f"It takes: {python} -m pip install {NEEDED}"
            )
    told = json.loads(out.splitlines()[-1])
    return Told(
        name,
        told["pages"],
        told.get("broken", 0),
        frozenset(site.pages),
        site.requests.total(),
        time.monotonic() - started,
        usage.ru_utime + usage.ru_stime,
        used.memory_mb,
    )


def start(python: str, words: list[str], log: Path) -> subprocess.Popen[str]:
    """advertools looks for the program ``scrapy`` beside its Python."""
    path = f"{Path(python).absolute().parent}{os.pathsep}{os.environ['PATH']}"
    environ = {"PATH": path, "HOME": str(log.parent), "LANG": "C.UTF-8"}
    command = [python, "-W", "ignore", str(SCRIPT), *words]
    with log.open("w") as errors:
        try:
            return subprocess.Popen(
                command, env=environ, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        except OSError as error:
            raise SystemExit(f"--other {python}: {error.strerror}") from error


def last_line(log: Path) -> str:
    lines = log.read_text(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


def without_start(whole: Told, start: Told) -> Told:
    """Our processes are up before their site scan begins."""
    return replace(
        whole,
        wall=max(0.01, whole.wall - start.wall),
        processor=max(0.01, whole.processor - start.processor),
        start=start,
    )
