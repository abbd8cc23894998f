"""Sitemaps as large as they may be are read whole, in little memory."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

from webapp.audits.sitemap_files import MOST_BYTES, read_file

ROOT = Path(__file__).resolve().parents[3]
ENTRY = (
    "<url><loc>https://example.com/{n}/{rest}</loc><lastmod>2026-01-01</lastmod></url>"
)
#: A process of its own, whose memory has not been large before. The body is packed
#: piece by piece, so that it never stands there as a whole.
MEASURED = """
import json, resource, sys, time, zlib
from webapp.audits.sitemap_files import read_file
start, unit, times = json.loads(sys.argv[1])
packer = zlib.compressobj(1, wbits=31)
body = packer.compress(start.encode())
for _ in range(100):
    body += packer.compress(unit.encode() * (times // 100))
body += packer.flush()
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
before, begun = peak(), time.process_time()
found = read_file(body)
seconds = time.process_time() - begun
print(json.dumps([found.kind, len(found.entries), peak() - before, seconds]))
"""


def large(entries: int, size: int) -> bytes:
    """So many entries, in about so many bytes."""
    rest = "x" * (size // entries - 80)
    urls = "".join(ENTRY.format(n=n, rest=rest) for n in range(entries))
    return f"<urlset>{urls}</urlset>".encode()


@pytest.mark.parametrize("is_packed", [False, True])
def test_fifty_thousand_entries_in_almost_fifty_megabytes(is_packed: bool) -> None:
    body = large(50_000, MOST_BYTES - 1_000_000)
    assert MOST_BYTES * 0.95 < len(body) <= MOST_BYTES
    found = read_file(gzip.compress(body, 1) if is_packed else body)
    assert (found.kind, found.is_cut, found.size) == ("urlset", False, len(body))
    assert len(found.entries) == 50_000
    assert found.entries[-1][0].startswith("https://example.com/49999/")


def test_what_is_over_fifty_megabytes_is_left_out() -> None:
    found = read_file(gzip.compress(large(40_000, MOST_BYTES + 9_000_000), 1))
    assert found.is_cut
    assert 20_000 < len(found.entries) < 40_000


@pytest.mark.parametrize(
    ("start", "unit", "times", "kind"),
    [
        ("<urlset>", "<a/>", 12_000_000, "broken"),
        ("<urlset><url><loc/>", "<b></b>", 6_000_000, "broken"),
        ("<urlset>", "<!---->", 7_000_000, "broken"),
        ("<urlset><url><loc>", "x", 9_000_000, "broken"),
        ("x", "x", 50_000_000, "broken"),
        (" ", " ", 500_000_000, "broken"),
        ("<urlset>", "<url><loc>https://a.example/x</loc></url>", 1_000_000, "urlset"),
    ],
    ids=["elements", "one entry", "comments", "text", "line", "nothing", "entries"],
)
def test_a_few_bytes_on_the_wire_take_little(
    start: str, unit: str, times: int, kind: str
) -> None:
    given = json.dumps([start, unit, times])
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, given],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found, entries, memory, seconds = json.loads(done.stdout)
    assert found == kind
    assert entries == (50_001 if kind == "urlset" else 0)
    assert memory < 30_000_000
    assert seconds < 15
