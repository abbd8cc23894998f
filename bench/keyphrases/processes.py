"""The contenders' processes, as seen from the bench."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from bench.keyphrases.documents import packed
from webapp.pipeline.analyze.source import Source

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """Phrases, seconds by the clock and of the processor, the process's peak so far."""

    phrases: list[str]
    wall: float
    cpu: float
    peak_mb: float


class Process:
    """One contender; ``loaded`` are the seconds until it could be asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "bench.keyphrases.worker", name],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        first = self.read()
        self.loaded = float(first["loaded"])
        self.loaded_mb = float(first["peak_mb"])

    def ask(self, source: Source) -> Answer:
        """Raises ``RuntimeError`` where it does not answer."""
        if self.process.stdin is None:
            raise RuntimeError(f"{self.name} has no pipes")
        print(packed(source), file=self.process.stdin, flush=True)
        return Answer(**self.read())

    def read(self) -> dict[str, Any]:
        said = self.process.stdout.readline() if self.process.stdout else ""
        if not said:
            raise RuntimeError(f"{self.name} has ended; what it said stands above")
        answer: dict[str, Any] = json.loads(said)
        return answer

    def close(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        self.process.wait(timeout=60)
        if self.process.stdout:
            self.process.stdout.close()


class Processes:
    """Started at their first question, ended together."""

    def __init__(self) -> None:
        self.started: dict[str, Process] = {}

    def __getitem__(self, name: str) -> Process:
        if name not in self.started:
            self.started[name] = Process(name)
        return self.started[name]

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in self.started.values():
            process.close()
