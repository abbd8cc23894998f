"""The bench of deliveries: real workers of both kinds, and clocks in one of them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from bench.queue import __main__ as bench
from bench.queue import stopwatch, stub
from bench.web import databases
from webapp.domain.status import Step


def test_both_kinds_take_turns_and_every_scan_is_stored(
    short_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = bench.arguments(["--scans", "12", "--workers", "1", "--profile"])
    asked.teaser = bench.make_teaser(short_folder)
    bench.run_database(short_folder, databases.SQLITE, asked)
    said = capsys.readouterr().out
    [row] = [line for line in said.splitlines() if line.startswith("| 1 | 12 |")]
    ours, bare, *_, our_cost, bare_cost = map(float, row.strip("| ").split(" | ")[2:])
    assert min(ours, bare, our_cost, bare_cost) > 0
    # Each is done once in a delivery: what a fork inherits is not counted twice.
    for words in ("worker: fork", "horse: all of the job", "horse: of it, teaser"):
        [line] = [line for line in said.splitlines() if words in line]
        assert line.split(" | ")[1] == "1.0"


def test_the_stages_say_what_was_stored_and_use_the_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "teaser.json"
    file.write_text(json.dumps({"score": 7}))
    monkeypatch.setenv(stub.TEASER, str(file))
    monkeypatch.setenv(stub.BUSY_MS, "30")
    stub.load()
    steps: list[Step] = []
    started = time.process_time()
    body = stub.run_teaser(None, None, lambda step, _: steps.append(step))
    assert time.process_time() - started >= 0.03
    assert (body["score"], steps) == (7, [Step.PARSE, Step.ANALYZE, Step.GENERATE])


def test_times_are_told_by_delivery(tmp_path: Path) -> None:
    job = stopwatch.IN_HORSE[f"{stopwatch.WORKER}.perform_job"]
    progress = "horse: of it, progress"
    file = tmp_path / "times"
    lines = [{job: [20.0], progress: [1.0, 2.0, 6.0]}, {job: [40.0], progress: [3.0]}]
    file.write_text("\n".join(json.dumps(line) for line in lines))
    table = stopwatch.table(file)
    assert f"| {job} | 1.0 | 30.00 | 30.00 |" in table
    assert f"| {progress} | 2.0 | 6.00 | 2.50 |" in table
