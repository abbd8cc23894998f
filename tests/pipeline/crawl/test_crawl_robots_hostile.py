"""B26: a robots.txt that is large, slow to match, or leads inside."""

from __future__ import annotations

import time

import pytest

from support.hostile_server import HostileServer, page, redirect, send
from support.recorder import PUBLIC, Recorder
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import FetchPolicy, RobotsTxt, Visit
from webapp.pipeline.crawl.robots import MAX_BYTES

AGENT = "Mozilla/5.0 (compatible; XenlixAI/0.1; +https://a.example/bot)"
LARGE = {
    "rules": "User-agent: *\n" + "Disallow: /x\n" * 40_000,
    "rules that all differ": "User-agent: *\n"
    + "".join(f"Disallow: /{n}*a*b$\n" for n in range(26_000)),
    "wildcards": "User-agent: *\n" + ("Disallow: /" + "*a" * 1000 + "b\n") * 200,
    "one rule of wildcards": "User-agent: *\nDisallow: /" + "*a*" * 150_000,
    "groups": "".join(f"User-agent: xenlixai\nDisallow: /{n}\n" for n in range(12_000)),
    "agents": "".join(f"User-agent: a{n}\n" for n in range(30_000)) + "Disallow: /",
    "one line": "User-agent: " + "x" * 500_000,
    "escapes": "User-agent: *\nDisallow: /" + "%41" * 150_000,
}


@pytest.mark.parametrize("body", LARGE.values(), ids=LARGE.keys())
def test_the_largest_is_read_in_time(body: str) -> None:
    started = time.monotonic()
    robots = RobotsTxt(
        "https://a.example/robots.txt", "found", 200, body[:MAX_BYTES], ""
    )
    assert robots.allows("https://a.example/" + "a" * 2000, AGENT) in (True, False)
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "location",
    ["http://169.254.169.254/latest", "http://[::1]/", "http://2130706433/", "file:///x",
     "http://a.example:6379/", "///b.example/robots.txt"],
)  # fmt: skip
def test_a_redirect_inside_opens_nothing_and_the_site_is_scanned(
    internet: FetchPolicy, recorder: Recorder, server: HostileServer, location: str
) -> None:
    """It cannot be had, so there is none (RFC 9309, 2.3.1.2)."""
    server.scripts["/robots.txt"] = redirect(location)
    assert Visit(internet).fetch_page("http://a.example/").status == 200
    assert recorder.opened == [(PUBLIC, 80)] * 2
    assert server.paths == ["/robots.txt", "/"]


@pytest.mark.parametrize("status", ["500 Oops", "503 Busy", "599 What"])
def test_a_failing_one_keeps_us_from_the_page(
    internet: FetchPolicy, server: HostileServer, status: str
) -> None:
    server.scripts["/robots.txt"] = send(page(status=status))
    with pytest.raises(FetchFailed) as caught:
        Visit(internet).fetch_page("http://a.example/")
    assert (caught.value.code, caught.value.is_transient) == (
        "robots_unreachable",
        True,
    )
    assert server.paths == ["/robots.txt"]
