"""What a report's cost is held against: two tools, each timed in processor time."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import extruct
from bs4 import BeautifulSoup

SYNTAXES = ["json-ld", "microdata", "rdfa", "opengraph"]
Result = TypeVar("Result")


class Other:
    """The other tool's process; ``ask`` gives milliseconds, None where it failed."""

    def __init__(self, python: str) -> None:
        script = str(Path(__file__).with_name("report_other.py"))
        self.failures: Counter[str] = Counter()
        self.process = subprocess.Popen(
            [python, "-W", "ignore", script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def ask(self, path: Path) -> float | None:
        """Raises ``RuntimeError`` where it does not answer."""
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("the other tool has no pipes")
        print(path.resolve(), file=self.process.stdin, flush=True)
        said = self.process.stdout.readline().strip()
        if not said:
            raise RuntimeError("the other tool has ended; is it installed there?")
        if said.startswith("failed"):
            self.failures[said] += 1
            return None
        return float(said)

    def close(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(timeout=30)


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    started = time.process_time()
    result = work()
    return result, 1000 * (time.process_time() - started)


def floor(html: str) -> float | None:
    """extruct for the structured data and BeautifulSoup for the rest, nothing more."""

    def work() -> None:
        extruct.extract(html, syntaxes=SYNTAXES, errors="ignore")
        BeautifulSoup(html, "html.parser")

    return timed(work)[1]
