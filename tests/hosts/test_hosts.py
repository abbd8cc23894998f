"""A short cut of each link; ``make hosts`` cuts for a minute, in two ways."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter

import pytest

from faults.checker import Evidence
from faults.journal import Write
from faults.load import Accepted, Answer
from hosts.network import WEB, WORK
from hosts.people import Asked
from hosts.run import Cut, tell, too_slow
from support.servers import missing
from support.stack import ROOT

COMMAND = "-m hosts --short --kind drop --cut 8 --rate 1.5"


def run_hosts() -> tuple[int, str, str]:
    """Told to end, it takes away what it made; killed, it could not."""
    process = subprocess.Popen(
        [sys.executable, *COMMAND.split()],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        out, errors = process.communicate(timeout=270)
    finally:
        process.terminate()
        process.wait(timeout=60)
    return process.returncode, out, errors


@pytest.mark.timeout(360)  # ten processes start in it, on a busy machine too
def test_nothing_is_lost_where_links_are_cut() -> None:
    if os.geteuid() == 0 and not shutil.which("ip"):
        missing("ip (iproute2)")
    status, out, errors = run_hosts()
    if status == 2 and errors.startswith("Not run:"):
        pytest.skip(errors)  # no right to make hosts, as in most containers
    assert status == 0, out + errors
    assert "0 lost" in out


def write(public_id: str, at: float) -> Write:
    return Write(
        at, public_id, "scan", "RUNNING", "TEASER_READY", 1, 1, 90, 100, 1, 1, None
    )


def evidence(*ends: float) -> Evidence:
    """Scans that were accepted while the link was cut (10 to 20) and after it."""
    accepted = [Accepted("a", 15, "quick", False), Accepted("b", 22, "quick", False)]
    writes = [write(one.public_id, at) for one, at in zip(accepted, ends, strict=True)]
    return Evidence(accepted, [], writes)


@pytest.mark.parametrize(("host", "ended_after"), [(WORK, 1.0), (WEB, 5.0)])
def test_the_first_end_is_that_of_a_scan_the_cut_held_up(
    host: str, ended_after: float
) -> None:
    asked = [Asked(15, Answer(202, 0.5)), Asked(25, Answer(202, 9.0))]
    told = tell(Cut(host, 10, 20, 0.4, Counter()), evidence(21, 25), asked)
    assert told.ended_after == ended_after
    assert told.taken_after == 2.0
    assert told.slowest == 0.5
    assert too_slow(told) == []


def test_what_hangs_after_a_cut_is_told() -> None:
    asked = [Asked(15, Answer(503, 11.0))]
    told = tell(Cut(WORK, 10, 20, 47.0, Counter()), evidence(60, 61), asked)
    slow = too_slow(told)
    assert len(slow) == 3
    assert "an answer took 11.0 s" in slow[0]
    assert "first one ended 40.0 s after it" in slow[1]
    assert "a work horse hung for 47.0 s" in slow[2]
