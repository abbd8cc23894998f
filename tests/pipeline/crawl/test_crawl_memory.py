"""B13, B15, B16, B18: what a hostile answer costs in memory, measured in a process of
its own, which knows nothing but the address."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from support.hostile_server import HostileServer, Script, drip, page, send

START = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNK = b"4000\r\n" + b"x" * 0x4000 + b"\r\n"
MOVED = b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 262000000\r\n\r\n"
ROOT = Path(__file__).parents[3]

CHILD = """
import ipaddress, json, resource, sys
from webapp.exceptions import XenlixError
from webapp.pipeline.crawl import FetchPolicy, fetch
from webapp.pipeline.parse import parse

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

policy = FetchPolicy("test", (ipaddress.ip_network("127.0.0.0/8"),), total_seconds=60)
parse(fetch(sys.argv[1] + "/", policy))
before = peak()
try:
    page = fetch(sys.argv[1] + sys.argv[2], policy)
    code = page.status
    if sys.argv[3] == "parse":
        parse(page)
except XenlixError as error:
    code = error.code
print(json.dumps([code, peak() - before]))
"""


def bomb() -> bytes:
    """200 MB in 200 KB."""
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(b" " * 1_000_000) for _ in range(200)]
    return b"".join(parts) + packer.flush()


def measure(server: HostileServer, script: Script, task: str = "fetch") -> list[object]:
    """The status or code, and by how many MB the process grew."""
    server.scripts["/hostile"] = script
    done = subprocess.run(
        [sys.executable, "-c", CHILD, server.url, "/hostile", task],
        capture_output=True,
        check=True,
        cwd=ROOT,
        timeout=100,
    )
    found: list[object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (drip(MOVED, b"x" * 100_000, 0), 200),
        (send(page(bomb(), "Content-Encoding: gzip\r\n")), 200),
        (drip(START + b"Transfer-Encoding: chunked\r\n\r\n", CHUNK, 0), 200),
        (drip(START + b"\r\n", b"x" * 100_000, 0), 200),
        (drip(START, b"X: " + b"y" * 60_000 + b"\r\n", 0), "bad_response"),
        (drip(b"HTTP/1.1 200 ", b"x" * 60_000, 0), "bad_response"),
    ],
    ids=["262 MB on a redirect", "gzip bomb", "endless chunks", "endless body",
         "endless headers", "endless status line"],
)  # fmt: skip
def test_a_fetch_stays_small(
    server: HostileServer, script: Script, code: int | str
) -> None:
    found, megabytes = measure(server, script)
    assert found == code
    assert isinstance(megabytes, int)
    assert megabytes < 50


def test_a_page_of_tags_alone_stays_within_bounds(server: HostileServer) -> None:
    """Five million bytes of them, from a few thousand on the wire."""
    packer = zlib.compressobj(9, wbits=31)
    body = packer.compress(b"<table><tr><td>" * 330_000) + packer.flush()
    script = send(page(body, "Content-Encoding: gzip\r\n"))
    found, megabytes = measure(server, script, "parse")
    assert found == 200
    assert isinstance(megabytes, int)
    assert megabytes < 500
