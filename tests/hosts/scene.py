"""The product on its hosts: web with a scheduler, two workers with another one."""

from __future__ import annotations

import subprocess
import time
from collections import Counter
from http.server import ThreadingHTTPServer
from pathlib import Path

from faults import journal
from faults.scene import BASE, WORKERS, Scene, parent_of
from faults.target import Target
from hosts.network import FRONT, NETWORKS, STORE, WEB, WORK, inside, pids
from hosts.people import People
from hosts.store import VALKEY_PORT, Store
from support.browser import PASSWORD
from support.launch import Process
from support.pids import children, is_alive
from support.serving import serve
from support.stack import Stack, wait_for

PLACES = {
    "web": WEB,
    "scheduler0": WEB,
    "worker0": WORK,
    "worker1": WORK,
    "scheduler1": WORK,
}
SECRET_KEY = BASE["SECRET_KEY"]
HEAR_SECONDS = 5.0
#: Nobody waits longer for a work horse that hangs.
HANG_SECONDS = 90.0
SERVERS = {str(VALKEY_PORT): "Valkey", "5432": "PostgreSQL"}


class HostedStack(Stack):
    """Each process on its host, with a folder that no other host has."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        # A fork would be on the host of the process that it is forked from.
        super().__init__(folder, environ, has_acl=False, is_warm=False)
        self.url = f"http://{FRONT}.2:{self.port}"
        self.environ["PUBLIC_URL"] = self.url

    def start(self, kind: str, name: str = "", **environ: str) -> Process:
        host = PLACES.get(name or kind, WEB)
        own = {"VAR_DIR": str(self.folder / host)}
        with inside(host):
            return super().start(kind, name, **own, **environ)

    def make_user(
        self, email: str = "alice@example.com", *, is_operator: bool = False
    ) -> str:
        """From this process the store cannot be reached."""
        role = ["--operator"] if is_operator else []
        with inside(WEB):
            self.flask("users", "create", email, *role, "--password", PASSWORD)
            return self.flask("users", "token", email).strip()


class Pages(Target):
    """The scanned site, at an address that the workers reach."""

    def __init__(self, host: str) -> None:
        super().__init__()
        local = self.server
        self.server = ThreadingHTTPServer((host, 0), local.RequestHandlerClass)
        self.server.daemon_threads = True
        local.shutdown()
        local.server_close()
        self.thread.join(timeout=5)
        self.thread = serve(self.server)
        self.url = f"http://{host}:{self.server.server_port}"
        self.page = self.good_page().encode()


class HostedScene(Scene):
    """``load`` are the people; they and the site are on the router."""

    load: People

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder = folder
        self.store = Store(folder / "store")
        self.site_address = f"{NETWORKS[WORK]}.1"
        self.environ = environ
        self.expected: dict[str, str] = {}
        self.may_stay: frozenset[str] = frozenset()
        self.notes: list[str] = []

    def start(self, rate: float) -> None:
        self.store.start()
        self.target = Pages(self.site_address)
        self.stack = HostedStack(self.folder, self.settings() | self.environ)
        self.stack.upgrade()
        self.engine = self.open_engine()
        journal.begin(self.engine)
        for name in PLACES:
            self.begin(name)
        wait_for(self.stack.is_ready, "the product is ready", 60)
        self.web_workers = children(self.pid("web"))
        token = self.stack.make_user()
        self.load = People(self.stack.url, token, self.target.urls(), rate)

    def begin(self, name: str) -> None:
        """The product itself; that of the faults where its waits are to be short."""
        kind = name.rstrip("0123456789")
        is_short = "RETRY_SECONDS" in self.environ
        self.stack.start(f"faulty {kind}" if is_short else kind, name)

    def settings(self) -> dict[str, str]:
        return {
            "APP_ENV": "production",
            "DATABASE_URL": self.store.database_url,
            "REDIS_URL": self.store.redis_url,
            "SCAN_ALLOWED_NETWORKS": f"{self.site_address}/32",
            "SECRET_KEY": SECRET_KEY,
        }

    def stop(self) -> None:
        if hasattr(self, "engine"):
            self.engine.dispose()
        if hasattr(self, "stack"):
            self.stack.stop()
        if hasattr(self, "target"):
            self.target.close()
        self.store.stop()

    def orphans(self) -> list[int]:
        """Processes on the hosts whose parent is gone."""
        return [
            pid for host in (WEB, WORK) for pid in pids(host) if parent_of(pid) == 1
        ]

    def died(self) -> list[str]:
        """Processes that ended by themselves; gunicorn would replace a dead worker."""
        found = [
            name for name in PLACES if self.stack.processes[name].poll() is not None
        ]
        if children(self.pid("web")) != self.web_workers:
            found.append("gunicorn's worker")
        return found

    def seconds_until_gone(self, horses: list[int]) -> float:
        """How long work horses from before now go on: one may wait for an answer that
        was lost, and its worker with it."""
        started = time.monotonic()
        while any(map(is_alive, horses)) and time.monotonic() - started < HANG_SECONDS:
            time.sleep(0.1)
        return time.monotonic() - started

    def horses(self) -> list[int]:
        return [pid for name in WORKERS for pid in children(self.pid(name))]

    def deaf_workers(self) -> list[str]:
        """Workers that hear nothing of their channel, such as the stop of a job. They
        are told nonsense, and each says in its log that it refused it."""
        before = {name: self.count_refused(name) for name in WORKERS}
        for channel in self.store.client.pubsub_channels("rq:pubsub:*"):
            self.store.client.publish(channel, "can you hear me?")
        deadline = time.monotonic() + HEAR_SECONDS
        deaf = list(WORKERS)
        while deaf and time.monotonic() < deadline:
            time.sleep(0.1)
            deaf = [name for name in deaf if self.count_refused(name) == before[name]]
        return deaf

    def count_refused(self, name: str) -> int:
        return self.stack.log(name).count("can you hear me?")

    def half_open(self, host: str) -> Counter[str]:
        """Connections that a server still has and this host has given up."""
        theirs = connections(STORE)
        ours = {(peer, local) for local, peer in connections(host)}
        return Counter(
            SERVERS[local.rpartition(":")[2]]
            for local, peer in theirs - ours
            if peer.startswith(f"{NETWORKS[host]}.")
        )


def connections(host: str) -> set[tuple[str, str]]:
    """Both ends of each established connection of a host, its own first."""
    with inside(host):
        done = subprocess.run(
            ["ss", "-Htn", "state", "established"],
            capture_output=True,
            text=True,
            check=True,
        )
    lines = [line.split() for line in done.stdout.splitlines()]
    return {(local, peer) for _, _, local, peer, *_ in lines}
