"""A platform: a checkout that cannot be written to, servers elsewhere, a router."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config import load_settings
from deploy.files import ROOT, copied, procfile
from support.certificates import make_certificate, tls_context
from support.doors import Relay, Router
from support.pids import children, is_alive
from support.postgres import Postgres
from support.stack import BIN, free_port, wait_for
from support.valkey import Valkey
from webapp.domain.settings import Settings

#: Root writes where no write bit is; without its capabilities it does not.
AS_ANYBODY = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


def make_checkout(folder: Path) -> Path:
    """What the Dockerfile copies, and no more: it is all that is needed."""
    folder.mkdir()
    for name in (*copied(), "Procfile"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode & ~0o222)
    return folder


class Platform:
    """``start("web")`` runs the Procfile's line of that name, and nothing else."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder = folder
        self.checkout = make_checkout(folder / "app")
        self.port = free_port()
        self.environ = {
            "PATH": f"{BIN}:/usr/bin:/bin",
            "DYNO": "run.1",
            "PORT": str(self.port),
            **environ,
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def settings(self, **environ: str) -> Settings:
        return load_settings(self.environ | environ)

    def start(self, name: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                self.command("sh", "-c", procfile()[name]),
                cwd=self.checkout,
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def flask(self, *words: str) -> str:
        command = self.command("flask", "--app", "webapp", *words)
        done = subprocess.run(
            command, cwd=self.checkout, env=self.environ, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def command(self, *words: str) -> list[str]:
        return [*(AS_ANYBODY if os.getuid() == 0 else []), *words]

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def pids(self) -> list[int]:
        """Every process, with those that it started."""
        found = [process.pid for process in self.processes.values()]
        for pid in found:  # it grows while it is walked
            found += children(pid)
        return [pid for pid in found if is_alive(pid)]

    def restart_begins(self) -> None:
        """As a platform does it: SIGTERM to every process at once."""
        for pid in self.pids():
            os.kill(pid, signal.SIGTERM)

    def stop(self) -> None:
        self.restart_begins()
        wait_for(lambda: not self.pids(), "every process ends")
        for process in self.processes.values():
            process.wait(timeout=5)
        for path in (self.checkout, *self.checkout.rglob("*")):
            path.chmod(0o700)


@pytest.fixture
def platform(
    short_folder: Path, postgres: Postgres, valkey: Valkey
) -> Iterator[Platform]:
    """The add-ons and their URLs, as they are given there."""
    certificate = make_certificate(short_folder, "127.0.0.1")
    database = urlsplit(postgres.new_database()).path
    with (
        Relay(next(postgres.folder.glob(".s.PGSQL.????"))) as to_database,
        Relay(valkey.socket, tls_context(*certificate)) as to_redis,
    ):
        environ = {
            "DATABASE_URL": f"postgres://xenlix@127.0.0.1:{to_database.port}{database}",
            "REDIS_URL": f"rediss://127.0.0.1:{to_redis.port}/0",
            "REDIS_TLS_VERIFY": "0",
            "PROXY_HOPS": "1",
            "SECRET_KEY": "what the platform made",
            "STOP_GRACE_SECONDS": "25",
            "SCAN_ALLOWED_NETWORKS": "127.0.0.0/8",
            "LIMIT_ANONYMOUS_PER_HOUR": "2",
            "KEYPHRASES_ENCODER": "off",
        }
        made = Platform(short_folder, environ)
        with Router(made.port, tls_context(*certificate)) as router:
            made.environ["PUBLIC_URL"] = router.url
            yield made
            made.stop()
            router.shutdown()
        to_database.shutdown()
        to_redis.shutdown()
