"""Where the time of a delivery goes: clocks around the product's own functions."""

from __future__ import annotations

import functools
import importlib
import json
import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: A file that every process appends to; without the name nothing is planted.
FILE = "BENCH_STOPWATCH"
WORKER = "webapp.processes.scan_worker:ScanWorker"
#: What is timed, with the words of the table. Those of the horse are inside its life.
IN_WORKER = {
    f"{WORKER}.prepare_execution": "worker: RQ notes that the job begins",
    f"{WORKER}.fork_work_horse": "worker: fork",
    f"{WORKER}.monitor_work_horse": "worker: waits for the horse, and gives back",
    f"{WORKER}.give_back": "worker: of it, gives back the lease of the dead",
    f"{WORKER}.set_state": "worker: RQ notes that it is idle",
    f"{WORKER}.dequeue_job_and_maintain_ttl": "worker: RQ fetches the next job",
}
IN_HORSE = {
    f"{WORKER}.perform_job": "horse: all of the job",
    f"{WORKER}.prepare_job_execution": "horse: RQ notes that it has begun",
    "webapp.services.deliveries:take": "horse: claim, with a new connection",
    "webapp.services.renewal:Renewal.__init__": "horse: lease thread made",
    "webapp.services.execution:run_pipeline": "horse: the stages and their writes",
    "webapp.services.scan_progress:Progress.__call__": "horse: of it, progress",
    "webapp.services.outcomes:record_teaser": "horse: of it, teaser stored",
    "webapp.services.second_half:of_claim": "horse: of it, what the rest needs",
    "webapp.services.outcomes:record_full": "horse: of it, full report stored",
    f"{WORKER}.handle_job_success": "horse: RQ notes the success",
}
#: Milliseconds by words, and the process in which they were spent.
_spent: dict[str, list[float]] = defaultdict(list)
_spent_in = [os.getpid()]
#: The worker: what it does of a horse's is its rehearsal.
_planted_in = [0]


def plant() -> None:
    if FILE not in os.environ:
        return
    _planted_in[0] = os.getpid()
    for place, words in (IN_WORKER | IN_HORSE).items():
        module_name, _, dotted = place.partition(":")
        owner: Any = importlib.import_module(module_name)
        *outer, name = dotted.split(".")
        for part in outer:
            owner = getattr(owner, part)
        setattr(owner, name, timed(getattr(owner, name), words))


def timed(function: Callable[..., Any], words: str) -> Callable[..., Any]:
    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        if words in IN_HORSE.values() and os.getpid() == _planted_in[0]:
            return function(*args, **kwargs)
        if os.getpid() != _spent_in[0]:  # a fork: what it inherited is its parent's
            _spent.clear()
            _spent_in[0] = os.getpid()
        started = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            _spent[words].append(1000 * (time.perf_counter() - started))
            if words == IN_HORSE[f"{WORKER}.perform_job"]:
                tell()  # a horse ends without a word
            elif words == IN_WORKER[f"{WORKER}.set_state"]:
                tell()

    return run


def tell() -> None:
    """One line, written at once: processes append to the same file."""
    with Path(os.environ[FILE]).open("a") as file:
        file.write(json.dumps(_spent) + "\n")
    _spent.clear()


def table(file: Path) -> str:
    """Milliseconds of one delivery, and how often a thing is done in it."""
    spent: dict[str, list[float]] = defaultdict(list)
    for line in file.read_text().splitlines():
        for words, values in json.loads(line).items():
            spent[words] += values
    deliveries = len(spent[IN_HORSE[f"{WORKER}.perform_job"]])
    lines = ["| what | times | ms a delivery | median of one |", "|---|--:|--:|--:|"]
    for words in (IN_WORKER | IN_HORSE).values():
        values = spent[words] or [0.0]
        times = len(spent[words]) / max(1, deliveries)
        each = sum(values) / max(1, deliveries)
        median = statistics.median(values)
        lines.append(f"| {words} | {times:.1f} | {each:.2f} | {median:.2f} |")
    return "\n".join(lines)
