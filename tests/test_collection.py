"""Every process names the same tests: two that share a run could not, otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from support.stack import ROOT


def collected(seed: int) -> list[str]:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "--collect-only",
            "-q",
            "-p",
            "no:cacheprovider",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stdout.splitlines() if "::" in line]


def test_names_of_tests_hold_neither_the_time_nor_chance() -> None:
    first = collected(1)
    time.sleep(1.1)
    assert collected(2) == first
    assert len(first) > 1000
