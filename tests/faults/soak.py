"""A long time under load with a random fault every half minute: ``make soak``.

Two workers are kept busy; web, the scheduler and one worker live through it all, and
their memory is looked at: what grows without end shows in the last quarter.
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from faults.checker import check
from faults.reports import keep
from faults.scene import WORKERS, Scene, send
from support.pids import children

#: Three quarters of what two workers on two cores end in a second, so that what a
#: fault holds up is made good before the next one.
RATE = 1.8
EVERY_SECONDS = 30
BOUND_SECONDS = 120
#: The processes that no fault ends.
LIVING = ("web", "scheduler", WORKERS[1])


def kill_horse(scene: Scene) -> None:
    for horse in children(scene.pid(random.choice(WORKERS))):
        send(horse, signal.SIGKILL)


def kill_worker(scene: Scene) -> None:
    scene.stack.kill(WORKERS[0])
    scene.begin(WORKERS[0])


def end_worker(scene: Scene) -> None:
    scene.stack.kill(WORKERS[0], signal.SIGTERM)
    scene.begin(WORKERS[0])


def kill_redis(scene: Scene) -> None:
    scene.stack.kill("redis")
    time.sleep(random.uniform(0, 5))
    scene.begin("redis")
    scene.wait_for_redis()


def empty_redis(scene: Scene) -> None:
    scene.redis().flushall()


def freeze_redis(scene: Scene) -> None:
    send(scene.pid("redis"), signal.SIGSTOP)
    time.sleep(4)
    send(scene.pid("redis"), signal.SIGCONT)


def freeze_horse(scene: Scene) -> None:
    horses = children(scene.pid(WORKERS[1]))
    for number in (signal.SIGSTOP, signal.SIGCONT):
        for horse in horses:
            send(horse, number)
        time.sleep(7)


HARMS: tuple[Callable[[Scene], None], ...] = (
    kill_horse,
    kill_worker,
    end_worker,
    kill_redis,
    empty_redis,
    freeze_redis,
    freeze_horse,
)


def memory_kb(pid: int) -> int:
    """Proportional memory of a process and, for web, of the one that it forked."""
    total = 0
    for one in (pid, *children(pid)):
        try:
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(text.partition("\nPss:")[2].split()[0])
    return total


def sample(scene: Scene, seen: dict[str, list[int]]) -> None:
    for name in LIVING:
        pid = scene.pid(name)
        if name in WORKERS and children(pid):
            continue  # a work horse is no part of what the worker keeps
        seen[name].append(memory_kb(pid))


def soak(minutes: float, seed: int) -> bool:
    random.seed(seed)
    folder = Path(tempfile.mkdtemp(prefix="xs-"))
    scene = Scene(folder / "a", None, {})
    seen: dict[str, list[int]] = defaultdict(list)
    harms: list[str] = []
    try:
        scene.start(RATE)
        scene.load.start(round(minutes * 60 * RATE))
        end = time.monotonic() + minutes * 60
        while time.monotonic() < end - EVERY_SECONDS:
            next_harm = time.monotonic() + EVERY_SECONDS
            while time.monotonic() < next_harm:
                sample(scene, seen)
                time.sleep(1)
            harm = random.choice(HARMS)
            harms.append(harm.__name__)
            print(time.strftime("%H:%M:%S"), harm.__name__, scene.count_open(), "open")
            harm(scene)
        scene.lifted_at = time.time()
        scene.load.wait()
        scene.settle(BOUND_SECONDS)
        # A horse that is frozen in the middle of a write holds the whole of SQLite.
        evidence = scene.evidence(frozenset({503}))
        problems = [f"{found.invariant}: {found.text}" for found in check(evidence)]
    finally:
        scene.stop()
        shutil.rmtree(folder, ignore_errors=True)
    report = {
        "minutes": minutes,
        "seed": seed,
        "harms": {name: harms.count(name) for name in sorted(set(harms))},
        "accepted": len(evidence.accepted),
        "run_again": sum(1 for scan in evidence.scans if scan.attempt > 1),
        "answers": dict(evidence.answers),
        "memory_mb": {name: quarters(values) for name, values in seen.items()},
        "problems": problems,
    }
    keep("soak", report)
    return not problems


def quarters(values: list[int]) -> list[float]:
    """The median of each quarter of the time, in MB."""
    size = max(1, len(values) // 4)
    parts = [values[start : start + size] for start in range(0, 4 * size, size)]
    return [round(statistics.median(part) / 1024, 1) for part in parts if part]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m faults.soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    return 0 if soak(asked.minutes, asked.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
