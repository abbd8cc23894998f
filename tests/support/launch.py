"""Processes as commands, or without the seconds that a Python needs to load libraries.

``fork`` does what ``subprocess.Popen`` does with ``python script words``, in a fork of
a process that has the libraries loaded already (multiprocessing's fork server), and of
the product's own only what looks at no environment. What is forked is a process as any
other: a session, environment, log and exit code of its own. Tests of how a process
starts and stops, and ``make faults``, start the commands themselves.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import runpy
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess
from pathlib import Path

#: What takes time to load and is the same for everybody. Not prometheus_client, which
#: looks at the environment when it is loaded, nor what ``support.faulty`` changes.
LIBRARIES = [
    "babel.numbers",
    "croniter",
    "cryptography.fernet",
    "dns.resolver",
    "email_validator",
    "flask_limiter",
    "flask_migrate",
    "flask_sqlalchemy",
    "flask_wtf",
    "langcodes",
    "lxml.html",
    "protego",
    "redis",
    "requests",
    "gunicorn.app.wsgiapp",
    "rq_dashboard",
    "sqlalchemy.orm",
    "structlog",
    "webapp.audits",
    "webapp.models",
    "webapp.pipeline.runner",
]
#: What the interpreter itself searches, without what pytest adds.
SEARCHED = [
    path for path in sys.path if "site-packages" in path or "lib/python" in path
]


class Forked:
    """As much of ``subprocess.Popen`` as a stack needs."""

    def __init__(self, process: BaseProcess, command: Sequence[str]) -> None:
        assert process.pid is not None
        self.process = process
        self.args = command
        self.pid = process.pid

    @property
    def returncode(self) -> int | None:
        return self.poll()

    def poll(self) -> int | None:
        return self.process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self.process.join(timeout)
        code = self.poll()
        if code is None:
            raise subprocess.TimeoutExpired(self.args, timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


#: What is started; its ``returncode`` is a negative signal where one ended it.
Process = subprocess.Popen[bytes] | Forked


def start(
    command: Sequence[str], cwd: Path, environ: Mapping[str, str], log: Path
) -> Process:
    """Both outputs go to the end of ``log``."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            cwd=cwd,
            env=environ,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def fork(
    command: Sequence[str], cwd: Path, environ: Mapping[str, str], log: Path
) -> Process:
    """As ``start``, for a script of Python's, with or without the Python before it."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(LIBRARIES)
    script = list(command[1:] if command[0] == sys.executable else command)
    process = context.Process(
        target=become, args=(script, str(cwd), dict(environ), str(log)), daemon=True
    )
    process.start()
    return Forked(process, command)


def become(command: list[str], cwd: str, environ: dict[str, str], log: str) -> None:
    """In the fork: run the script as the command would have."""
    os.setsid()
    to_log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    for output in (1, 2):
        os.dup2(to_log, output)
    os.close(to_log)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = command
    sys.path[:] = [str(Path(command[0]).resolve().parent), *SEARCHED]
    try:
        runpy.run_path(command[0], run_name="__main__")
    finally:
        # A fork leaves without the handlers that an interpreter's end calls.
        atexit._run_exitfuncs()
