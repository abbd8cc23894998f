"""Databases that restart, are locked or full; clocks that jump."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from pathlib import Path

from config import load_settings
from faults.fault import POSTGRESQL, SQLITE, Fault, NotPossible
from faults.scene import WORKERS, Scene
from support.stack import wait_for


def restart_postgres(scene: Scene) -> None:
    assert scene.postgres is not None
    for _ in range(3):
        scene.horse()
        scene.postgres.restart()
        time.sleep(5)


def sqlite_path(scene: Scene) -> str:
    return load_settings(scene.stack.environ).database_url.removeprefix("sqlite:///")


def lock_sqlite(scene: Scene) -> None:
    """Somebody's own program writes for ten seconds, twice."""
    for _ in range(2):
        other = sqlite3.connect(sqlite_path(scene), isolation_level=None, timeout=30)
        other.execute("BEGIN IMMEDIATE")
        time.sleep(10)
        other.execute("COMMIT")
        other.close()
        time.sleep(3)
    assert_no_answer_says(scene, "locked")


def assert_no_answer_says(scene: Scene, word: str) -> None:
    found = [a.body for a in list(scene.load.answers) if word in str(a.body).lower()]
    assert not found, f"people were told {found[0]}"


def small_disk(scene: Scene) -> None:
    """Before the start: ``var`` on a file system of 64 MB."""
    var = Path(scene.stack.environ["VAR_DIR"])
    var.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(var)]
    mount = shutil.which("mount")
    if os.getuid() != 0 or mount is None:
        raise NotPossible("a small file system can be mounted by root alone")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotPossible(f"no small file system here: {done.stderr.strip()}")


def fill_disk(scene: Scene) -> None:
    var = Path(scene.stack.environ["VAR_DIR"])
    ballast = var / "ballast"
    try:
        for _ in range(2):
            with ballast.open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(b"x" * 65536)
                except OSError:
                    pass  # full, as wanted
            time.sleep(8)
            ballast.unlink()
            time.sleep(4)
    finally:
        ballast.unlink(missing_ok=True)
    with sqlite3.connect(sqlite_path(scene), timeout=30) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchone()
    assert found == ("ok",), found
    assert_no_answer_says(scene, "disk")


FAKETIME = (
    "/usr/lib/*/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
)


def find_faketime() -> Path:
    found = [path for place in FAKETIME for path in Path("/").glob(place[1:])]
    if not found:
        raise NotPossible("libfaketime (Debian: faketime) is not installed")
    return found[0]


def jump_clock(scene: Scene) -> None:
    """One worker's clock, an hour ahead, an hour behind, and right again; the
    scheduler's likewise. Leases are the database's."""
    library, told = find_faketime(), scene.stack.folder / "clock"
    told.write_text("+0\n")
    clock = {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(told),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    for name in (WORKERS[0], "scheduler"):
        scene.stack.kill(name)
        kind = name.rstrip("0123456789")
        scene.stack.start(f"faulty {kind}", name, **clock)
    wait_for(lambda: "leading as" in scene.stack.log("scheduler"), "a leader")
    scene.horse(WORKERS[0])
    for shift in ("+1h", "-1h", "+0"):
        told.write_text(shift + "\n")
        time.sleep(8)


FAULTS = (
    Fault(
        "F15",
        "PostgreSQL restarts (immediate), three times",
        "tried again, nothing half stored",
        restart_postgres,
        POSTGRESQL,
        statuses=frozenset({503}),
    ),
    Fault(
        "F16",
        "another program holds SQLite's write lock for 10 s, twice",
        "a clear 503 at worst",
        lock_sqlite,
        SQLITE,
        statuses=frozenset({503}),
    ),
    Fault(
        "F17",
        "the disk of SQLite and Valkey is full for 8 s, twice",
        "a clear 503, no damage",
        fill_disk,
        SQLITE,
        statuses=frozenset({503}),
        prepare=small_disk,
    ),
    Fault(
        "F18",
        "the clock of a worker and the scheduler jumps an hour, both ways",
        "no lease ends early, none hangs",
        jump_clock,
        POSTGRESQL,
        # RQ's retry of an attempt that was replaced, for an hour; it will do nothing.
        may_stay=frozenset({"scheduled"}),
    ),
)
