"""The databases of the load benches: SQLite in the run's folder, or a PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from support.postgres import Postgres, find_binaries

SQLITE, POSTGRESQL = DATABASES = ("sqlite", "postgresql")


class DurablePostgres(Postgres):
    """It waits for the disk at each commit, as the one of a deployment does."""

    def start(self) -> DurablePostgres:
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-U", "xenlix", "-A", "trust", "--no-sync")
        options = f"-c listen_addresses='' -k {self.folder}"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        return self


@contextmanager
def environ(database: str) -> Iterator[dict[str, str]]:
    """What the product's processes are told of their database."""
    if database == SQLITE:
        yield {}  # the product's default, in its VAR_DIR
        return
    binaries = find_binaries()
    if binaries is None:
        raise SystemExit(
            "PostgreSQL's server is not installed here. On Debian: apt install "
            "postgresql. Or measure SQLite alone: --databases sqlite"
        )
    cluster = DurablePostgres(binaries)
    try:
        cluster.start()
        yield {"DATABASE_URL": cluster.new_database()}
    finally:
        cluster.stop()
