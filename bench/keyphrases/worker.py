"""One contender in a process of its own: ``python -m bench.keyphrases.worker NAME``.

Says how long it took to load; then reads a source a line and answers with its phrases,
the seconds they took (by the clock and of the processor, all threads) and the most
memory that the process has had.
"""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from bench.keyphrases.contenders import CONTENDERS, Extract
from bench.keyphrases.documents import unpacked

PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


def answer(extract: Extract, line: str) -> dict[str, Any]:
    """The answer to one line."""
    source = unpacked(line)
    wall, cpu = time.perf_counter(), time.process_time()
    phrases = extract(source)
    return {
        "phrases": phrases,
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "peak_mb": peak_mb(),
    }


def peak_mb() -> float:
    """The most that was resident, of this process alone (Linux)."""
    found = PEAK.search(Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


def main() -> None:
    out, sys.stdout = sys.stdout, sys.stderr  # libraries print as they like
    started = time.perf_counter()
    extract = CONTENDERS[sys.argv[1]]()
    loaded = {"loaded": time.perf_counter() - started, "peak_mb": peak_mb()}
    print(json.dumps(loaded), file=out, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(extract, line)), file=out, flush=True)


if __name__ == "__main__":
    main()
