"""A whole site scan from the command line, without Redis and database."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from support.site import HTML, Site
from webapp.pipeline.site_crawl import Gaps

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs" / "ci.md"
SCHEMA = Path(__file__).with_name("sarif-2.1.0-subset.json")


def report(done: Result) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def states(told: dict[str, Any], site: Site) -> dict[str, tuple[str, str | None]]:
    return {
        page["url"].removeprefix(site.url): (page["state"], page["reason"])
        for page in told["pages"]
    }


def checks(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {check["id"]: check for check in told["checks"]}


def test_each_page_once(scan_site: Callable[..., Result], garden: Site) -> None:
    done = scan_site(garden.url, "--json")
    assert done.exit_code == 0, done.stderr
    told = report(done)
    assert states(told, garden) == {
        "/": ("done", None),
        "/soil": ("done", None),
        "/only-listed": ("done", None),
        "/pots": ("done", None),
        "/old": ("done", None),
        "/secret/x": ("skipped", "blocked_by_robots"),
        "/gone": ("failed", "http_404"),
    }
    counts = {"found": 6, "done": 5, "failed": 1, "left": 0, "skipped": 1}
    assert told["site"]["counts"] == counts
    assert told["site"]["status"] == "FINISHED"
    # /soil twice, since /old leads there; nothing else is asked for again.
    asked = [path for path in garden.requests if path != "/soil"]
    assert len(asked) == len(set(asked))
    assert garden.requests.count("/soil") == 2
    assert "/secret/x" not in garden.requests

    found = checks(told)
    broken = found["link.broken"]
    assert (broken["of"], broken["outcome"]) == ("site", "fail")
    assert [one["url"] for one in broken["pages"]] == [f"{garden.url}/pots"]
    orphan = found["link.orphan"]
    assert [one["url"] for one in orphan["pages"]] == [f"{garden.url}/only-listed"]
    https = found["sec.https"]
    assert (https["of"], https["judged"], https["affected"]) == ("page", 4, 4)
    assert 0 < told["score"] < 100


def test_what_is_left_out(scan_site: Callable[..., Result], garden: Site) -> None:
    listed = report(scan_site(garden.url, "--json", "--sitemap-only"))
    assert set(states(listed, garden)) == {"/", "/soil", "/only-listed"}
    near = report(scan_site(garden.url, "--json", "--max-depth", "0"))
    assert states(near, garden)["/soil"] == ("skipped", "too_deep")
    few = report(scan_site(garden.url, "--json", "--max-pages", "2"))
    assert (few["site"]["counts"]["done"], few["site"]["is_cut"]) == (2, True)
    words = ["--exclude", "/pots", "--exclude", "*old*", "--include", "/*"]
    chosen = states(report(scan_site(garden.url, "--json", *words)), garden)
    assert chosen["/pots"] == chosen["/old"] == ("skipped", "pattern")
    assert chosen["/soil"][0] == "done"


def test_what_fails_for_a_moment_is_tried_again(
    scan_site: Callable[..., Result], garden: Site
) -> None:
    answers = [503, 200]
    garden.pages["/pots"] = lambda: (answers.pop(0), HTML, b"<title>Pots</title>")
    told = report(scan_site(garden.url, "--json"))
    assert states(told, garden)["/pots"] == ("done", None)
    garden.pages["/pots"] = lambda: (503, HTML, b"")
    told = report(scan_site(garden.url, "--json"))
    assert states(told, garden)["/pots"] == ("failed", "http_503")


def test_people_read_it_too(scan_site: Callable[..., Result], garden: Site) -> None:
    done = scan_site(garden.url)
    assert "Score" in done.stdout
    assert "[link.broken]" in done.stdout
    assert f"{garden.url}/pots" in done.stdout
    assert "map.xml: 3 pages" in done.stderr
    assert "6 pages done, 0 known and waiting" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["http://10.0.0.1/"], "blocked_address"),
        (["{}/gone"], "No page could be scanned"),
        (["{}", "--include", "pots"], "begins with neither"),
        (["{}", "--max-pages", "0"], "--max-pages"),
        (["{}", "--baseline", str(SCHEMA)], "no report of a site scan"),
        (["{}", "--baseline", "no-such-file"], "No such file"),
    ],
)
def test_what_cannot_be_scanned(
    scan_site: Callable[..., Result], site: Site, words: list[str], told: str
) -> None:
    done = scan_site(*(word.format(site.url) for word in words))
    assert done.exit_code == 2
    assert told in done.stderr


def test_an_empty_sitemap_is_no_site(
    scan_site: Callable[..., Result], site: Site
) -> None:
    done = scan_site(site.url, "--sitemap-only", "--json")
    assert (done.exit_code, report(done)["error"]["code"]) == (2, "no_pages")


def test_ctrl_c_ends_with_what_was_found(garden: Site, tmp_path: Path) -> None:
    def page_that_stops_us() -> tuple[int, dict[str, str], bytes]:
        process.send_signal(signal.SIGINT)
        return 200, HTML, b"<title>Pots</title>"

    garden.pages["/pots"] = page_that_stops_us
    command = [sys.executable, "-m", "flask", "--app", "webapp", "site", garden.url]
    environ = {**os.environ, "APP_ENV": "development", "VAR_DIR": str(tmp_path)}
    process = subprocess.Popen(
        [*command, "--json", "--allow", "127.0.0.0/8", "--fail-under", "100"],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    told = json.loads(out)
    assert told["site"]["status"] == "INTERRUPTED"
    found = states(told, garden)
    assert found["/"] == ("done", None)
    assert told["site"]["counts"]["left"] > 0
    assert checks(told)["link.orphan"]["outcome"] in ("na", "not_measured")


def test_a_public_site_is_asked_slowly() -> None:
    slept: list[float] = []
    gaps = Gaps(2.0, (), slept.append)
    for _ in range(2):
        gaps.enter("https://a.example/")
    gaps.enter("https://b.example/")
    gaps.leave(rest=30.0)
    gaps.enter("https://www.b.example/")
    assert slept[0] == slept[2] == 0
    assert 1.9 < slept[1] <= 2
    assert 29.9 < slept[3] <= 30
    gaps.keep("https://a.example/", 5.0)
    gaps.enter("https://a.example/")
    gaps.enter("https://a.example/")
    assert 4.9 < slept[-1] <= 5


def test_an_allowed_network_is_not() -> None:
    from ipaddress import ip_network

    slept: list[float] = []
    gaps = Gaps(2.0, (ip_network("127.0.0.0/8"),), slept.append)
    for _ in range(3):
        gaps.enter("http://127.0.0.1:8080/")
    assert slept == []
