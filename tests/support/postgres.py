"""A throw-away PostgreSQL cluster from the server's own binaries."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from pathlib import Path

import psycopg

PLACES = ("/usr/lib/postgresql/*/bin", "/usr/local/opt/postgresql*/bin")


def find_binaries() -> Path | None:
    """The folder with ``initdb`` and ``postgres``, newest first, or None."""
    found = [path for place in PLACES for path in Path("/").glob(place[1:])]
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path).resolve().parent)
    usable = [
        path for path in sorted(found, reverse=True) if (path / "initdb").exists()
    ]
    return usable[0] if usable else None


class Postgres:
    """One cluster on a unix socket; ``initdb`` refuses root, so root borrows a user."""

    def __init__(self, binaries: Path) -> None:
        self.binaries = binaries
        self.account = pwd.getpwnam("postgres") if os.getuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="xpg-"))
        if self.account:
            os.chown(self.folder, self.account.pw_uid, self.account.pw_gid)

    def run(self, program: str, *arguments: str) -> None:
        command = [str(self.binaries / program), *arguments]
        identity = (
            {"user": self.account.pw_uid, "group": self.account.pw_gid}
            if self.account
            else {}
        )
        done = subprocess.run(
            command,
            cwd=self.folder,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
            env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
            **identity,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> Postgres:
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "xenlix", "-A", "trust", "--no-sync")
        options = f"-c listen_addresses='' -k {self.folder} -c fsync=off"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        return self

    def stop(self) -> None:
        data = str(self.folder / "data")
        self.run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def restart(self) -> None:
        """As after a crash: every connection breaks, the log is replayed."""
        data = str(self.folder / "data")
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", data, "-w", "-m", "immediate", "-l", log, "restart")

    def new_database(self, like: str = "template1") -> str:
        """The URL of a database of its own: empty, or a copy of the one named."""
        name = f"t{uuid.uuid4().hex[:12]}"
        where = f"host={self.folder} user=xenlix dbname=postgres"
        with psycopg.connect(where, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
        return f"postgresql://xenlix@/{name}?host={self.folder}"
