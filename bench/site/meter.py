"""What processes use: seconds of the processor, and memory at its peak (Linux)."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.web import processor
from support.pids import children

PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
PROPORTIONAL = re.compile(r"^Pss:\s+(\d+) kB", re.M)
#: Between two looks at the memory.
SECONDS = 0.5


def peak_mb() -> float:
    """The most that was resident of this very process."""
    found = PEAK.search(Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def tree(pid: int) -> list[int]:
    """A process and those that it began, as far as they live."""
    return [pid, *(below for child in children(pid) for below in tree(child))]


def used(pid: int) -> float:
    """Seconds of the processor of a tree, those that ended in it included."""
    return sum(map(seconds_of, tree(pid)))


def seconds_of(pid: int) -> float:
    try:
        return processor.seconds(pid)
    except OSError:
        return 0.0  # it ended just now, and its parent counts it


def memory_mb(pids: Sequence[int]) -> float:
    """What the trees hold; what several share counts once."""
    return sum(share_mb(each) for pid in pids for each in tree(pid))


def share_mb(pid: int) -> float:
    try:
        found = PROPORTIONAL.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


@dataclass
class Used:
    """``processor``: seconds by the names that were given."""

    processor: dict[str, float] = field(default_factory=dict)
    memory_mb: float = 0.0


@contextmanager
def metered(
    pids: Mapping[str, int], weighed: Sequence[int], seconds: float = SECONDS
) -> Iterator[Used]:
    """What these trees use while the block runs; the memory is that of ``weighed``."""
    found, is_over = Used(), threading.Event()

    def weigh() -> None:
        while not is_over.is_set():
            found.memory_mb = max(found.memory_mb, memory_mb(weighed))
            is_over.wait(seconds)

    scale = threading.Thread(target=weigh, daemon=True)
    before = {name: used(pid) for name, pid in pids.items()}
    scale.start()
    try:
        yield found
    finally:
        after = {name: used(pid) for name, pid in pids.items()}
        is_over.set()
        scale.join()
        found.processor = {name: after[name] - before[name] for name in pids}
