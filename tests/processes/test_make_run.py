"""``make run`` as it is typed, in a copy of the project that has a ``.env``."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from support.pids import processes_of
from support.stack import BIN, ROOT, Stack, wait_for

COPIED = ("Makefile", "Procfile", "config.py", "worker.py", "requirements.txt")
LINKED = ("webapp", "migrations", "constraints.txt")
VENV = Path(sys.prefix)


class MakeRun:
    """The command in a session of its own; what it says goes to ``make.log``."""

    def __init__(self, folder: Path, dotenv: str) -> None:
        for name in COPIED:
            shutil.copy(ROOT / name, folder / name)
        for name in LINKED:
            (folder / name).symlink_to(ROOT / name)
        (folder / ".env").write_text(dotenv)
        self.stack = Stack(folder, {})
        del self.stack.environ["PUBLIC_URL"]

    def start(self) -> subprocess.Popen[bytes]:
        with (self.stack.folder / "make.log").open("wb") as log:
            process = subprocess.Popen(
                ["make", "-o", f"{VENV}/.installed", f"VENV={VENV}", "run"],
                cwd=self.stack.folder,
                env={**self.stack.environ, "PYTHONUNBUFFERED": "1"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.stack.processes["make"] = process
        return process

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(self.stack.url + "/healthz", timeout=2):
                return True
        except OSError:
            return False

    def press_ctrl_c(self) -> None:
        os.killpg(self.stack.processes["make"].pid, signal.SIGINT)


@pytest.fixture
def make_run(short_folder: Path) -> Iterator[MakeRun]:
    if not (BIN / "activate").exists():
        pytest.skip("not run: Python is not a virtual environment's")
    run = MakeRun(short_folder, "PORT=1\nLOG_FORMAT=xml\n")
    run.stack.environ["LOG_FORMAT"] = "text"
    yield run
    if run.stack.processes["make"].poll() is None:
        run.press_ctrl_c()
        run.stack.processes["make"].wait(timeout=20)


def test_what_is_set_wins_over_the_file_and_ctrl_c_is_no_error(
    make_run: MakeRun,
) -> None:
    make = make_run.start()
    wait_for(make_run.answers, "the port that was set answers", 60)
    make_run.press_ctrl_c()
    # make ends by the signal that it got itself, which a shell says nothing of.
    assert make.wait(timeout=30) in (0, -signal.SIGINT)
    assert "make: ***" not in make_run.stack.log("make")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_service_manager_or_a_closed_terminal_stops_all(
    make_run: MakeRun, number: signal.Signals
) -> None:
    # Under nohup it would be ignored here, and so by all that this process starts.
    before = signal.signal(signal.SIGHUP, lambda *_: None)
    make = make_run.start()
    signal.signal(signal.SIGHUP, before)
    wait_for(make_run.answers, "the web process answers", 60)
    if number == signal.SIGTERM:
        make.send_signal(number)  # systemd, docker stop: make alone
    else:
        os.killpg(make.pid, number)  # a shell that ends: all of its job
    assert make.wait(timeout=30) in (0, -number)
    assert wait_for(
        lambda: not processes_of(make_run.stack.folder / "var"), "no process is left"
    )


def test_the_port_of_the_file_holds_where_none_is_set(make_run: MakeRun) -> None:
    port = make_run.stack.environ.pop("PORT")
    (make_run.stack.folder / ".env").write_text(f"PORT={port}\n")
    make_run.start()
    assert wait_for(make_run.answers, "the port of .env answers", 60)


def test_a_start_that_failed_stays_a_failure(make_run: MakeRun) -> None:
    with socket.create_server(("127.0.0.1", make_run.stack.port)):
        assert make_run.start().wait(timeout=60) == 2
    told = make_run.stack.log("make")
    assert f"Port {make_run.stack.port} is taken" in told
    assert "Error 1" in told


def test_a_malformed_setting_is_told_as_it_was_typed(make_run: MakeRun) -> None:
    """honcho adds to it for each process: nobody typed 65636."""
    make_run.stack.environ["PORT"] = "65536"
    assert make_run.start().wait(timeout=60) == 2
    told = make_run.stack.log("make")
    assert "PORT is '65536'" in told
    assert not [port for port in ("65636", "65736", "65836") if port in told]


def test_flask_does_not_read_the_file_by_itself() -> None:
    """It would also where ``APP_ENV`` says production, in which config.py does not."""
    told = subprocess.run(
        # Silent: a make below `make test` tells which folder it enters.
        ["make", "-s", "--eval", "show: ; @echo skip=$$FLASK_SKIP_DOTENV", "show"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout == "skip=1\n"
