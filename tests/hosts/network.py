"""Network namespaces: three hosts around a router, and how a link is cut.

``xen-net`` is the router. People who submit, and the site that is scanned, are there
too; web has a link of its own to them, so that its link to the store can be cut alone.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CLONE_NEWNET = 0x40000000  # setns(2)
LIBC = ctypes.CDLL(None, use_errno=True)
ROUTER = "xen-net"
STORE, WEB, WORK = "xen-store", "xen-web", "xen-work"
#: The first three numbers of each host's network: the router is 1 there, the host 2.
NETWORKS = {STORE: "10.231.1", WEB: "10.231.2", WORK: "10.231.3"}
#: Between web and the people.
FRONT = "10.231.9"
#: How a link is cut: *drop* loses what is sent without a word, as a firewall or a dead
#: switch does; *down* takes the cable out.
KINDS = ("drop", "down")
END_SECONDS = 15.0


class NotHere(Exception):
    """This machine cannot have such hosts; the text says why."""


def address(host: str) -> str:
    return f"{NETWORKS[host]}.2"


def ip(*words: str, namespace: str = "") -> str:
    """What ``ip`` printed; it must have gone well."""
    where = ["-n", namespace] if namespace else []
    done = subprocess.run(["ip", *where, *words], capture_output=True, text=True)
    if done.returncode:
        raise NotHere(f"ip {' '.join(words)}: {done.stderr.strip()}")
    return done.stdout


def require() -> None:
    """Raises ``NotHere`` where no hosts can be made, or another run has its own."""
    if os.geteuid() or not shutil.which("ip"):
        raise NotHere("hosts need root, Linux and ip (on Debian: apt install iproute2)")
    if pids(ROUTER):
        raise NotHere("another run is at work on this machine")


def build() -> None:
    """The hosts and their links; what a killed run left is removed first."""
    require()
    remove()
    for name in (ROUTER, *NETWORKS):
        ip("netns", "add", name)
        ip("link", "set", "lo", "up", namespace=name)
    for name, network in NETWORKS.items():
        connect(name, network, port_of(name), "eth0")
        ip("route", "add", "default", "via", f"{network}.1", namespace=name)
    connect(WEB, FRONT, "to-front", "eth1")
    with inside(ROUTER):
        Path("/proc/sys/net/ipv4/ip_forward").write_text("1")


def connect(host: str, network: str, port: str, device: str) -> None:
    """A cable from the router's port to the host's device."""
    cable = ("type", "veth", "peer", "name", device, "netns", host)
    ip("link", "add", port, *cable, namespace=ROUTER)
    for namespace, name, last in ((ROUTER, port, 1), (host, device, 2)):
        whole = f"{network}.{last}/24"
        ip("addr", "add", whole, "dev", name, namespace=namespace)
        ip("link", "set", name, "up", namespace=namespace)


def port_of(host: str) -> str:
    return host.replace("xen-", "to-")


def cut(host: str, kind: str) -> None:
    """Between this host and the store; ``down``: and whatever else the cable led to."""
    if kind == "down":
        ip("link", "set", port_of(host), "down", namespace=ROUTER)
    else:
        for rule in rules(host):
            ip("rule", "add", *rule, namespace=ROUTER)


def heal(host: str, kind: str) -> None:
    if kind == "down":
        ip("link", "set", port_of(host), "up", namespace=ROUTER)
    else:
        for rule in rules(host):
            ip("rule", "del", *rule, namespace=ROUTER)


def rules(host: str) -> list[list[str]]:
    """Packets of either direction vanish: no error comes back to who sent them."""
    here, there = f"{NETWORKS[host]}.0/24", f"{NETWORKS[STORE]}.0/24"
    return [
        ["from", source, "to", target, "priority", "10", "blackhole"]
        for source, target in ((here, there), (there, here))
    ]


@contextmanager
def inside(name: str) -> Iterator[None]:
    """This thread, and what it starts meanwhile, are on that host."""
    with (
        Path("/proc/thread-self/ns/net").open() as before,
        Path(f"/run/netns/{name}").open() as there,
    ):
        enter(there.fileno())
        try:
            yield
        finally:
            enter(before.fileno())


def enter(descriptor: int) -> None:
    if LIBC.setns(descriptor, CLONE_NEWNET):
        number = ctypes.get_errno()
        raise NotHere(f"setns: {os.strerror(number)}")


def pids(name: str) -> list[int]:
    """The processes of a host; none where there is no such host."""
    if not Path(f"/run/netns/{name}").exists():
        return []
    return [int(word) for word in ip("netns", "pids", name).split()]


def remove() -> None:
    """End what runs on the hosts, and the hosts themselves."""
    for number, seconds in ((signal.SIGTERM, END_SECONDS), (signal.SIGKILL, 5.0)):
        for name in NETWORKS:
            for pid in pids(name):
                send(pid, number)
        deadline = time.monotonic() + seconds
        while any(pids(name) for name in NETWORKS) and time.monotonic() < deadline:
            time.sleep(0.1)
    for name in (*NETWORKS, ROUTER):
        if Path(f"/run/netns/{name}").exists():
            ip("netns", "del", name)


def send(pid: int, number: signal.Signals) -> None:
    """A signal to a process that may have ended by itself in this moment."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
