"""Many scans of one site by two workers: never two fetches at once."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

from processes.conftest import Client, assert_stored_once
from support.site import Site
from support.stack import Stack


def test_a_site_is_fetched_from_one_at_a_time(
    make_stack: Callable[..., Stack], site: Site
) -> None:
    times: list[tuple[float, float]] = []

    def slow() -> tuple[int, dict[str, str], bytes]:
        begun = time.monotonic()
        time.sleep(0.3)
        times.append((begun, time.monotonic()))
        html = {"Content-Type": "text/html; charset=utf-8"}
        return 200, html, site.good_page().encode()

    site.pages |= {f"/{number}": slow for number in range(6)}
    port = site.server.server_port
    leads_there = {"Location": f"http://shop.example:{port}/3"}
    site.pages["/moved"] = lambda: (302, leads_there, b"")
    stack = make_stack(STUB_NAMES="shop.example old.example")
    stack.start_all(workers=2, is_faulty=True)
    client = Client(stack.url)
    hosts = ("www.shop.example", "shop.example")
    ids = [client.submit(f"http://{hosts[n % 2]}:{port}/{n}") for n in range(5)]
    ids.append(client.submit(f"http://old.example:{port}/moved"))
    scans = client.wait(ids)
    assert {scan["status"] for scan in scans} == {"TEASER_READY"}
    assert_stored_once(stack, scans)
    assert len(times) == 6
    gaps = [later[0] - sooner[1] for sooner, later in itertools.pairwise(sorted(times))]
    assert min(gaps) >= 0.9  # no two overlap, either
