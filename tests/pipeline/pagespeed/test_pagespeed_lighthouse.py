"""A local Lighthouse: its command line, its outcomes, and that nothing of it stays."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support.lighthouse import make_browser, make_lighthouse, runs
from support.pagespeed_answers import lighthouse
from webapp.exceptions import JobTimedOut
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.pagespeed import LocalLighthouse, find_lighthouse
from webapp.pipeline.pagespeed import lighthouse as module

URL = "http://example.com/a?b=c"
GOOD = json.dumps(lighthouse())
POLICY = FetchPolicy(user_agent="XenlixAI test", resolve=lambda *_: ["127.0.0.1"])
Make = Callable[..., LocalLighthouse]


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A provider whose Lighthouse does what the test says."""
    monkeypatch.delenv("CHROME_PATH", raising=False)

    def made(how: dict[str, Any], **changes: Any) -> LocalLighthouse:
        chosen = {
            "executable": make_lighthouse(tmp_path, how),
            "policy": POLICY,
            "lock_path": tmp_path / "lock",
            "chrome": make_browser(tmp_path),
            "timeout_seconds": 20.0,
            "lock_seconds": 0.3,
            **changes,
        }
        return LocalLighthouse(**chosen)

    return made


def is_alive(pid: int) -> bool:
    """Whether it runs; a dead one may wait for its parent."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


def test_both_strategies_one_after_the_other(make: Make, tmp_path: Path) -> None:
    measured = make({"result": GOOD}).measure(URL)
    assert measured.provider == "lighthouse"
    assert [result.strategy for result in measured.results] == ["mobile", "desktop"]
    assert measured.results[1].scores["performance"] == 85
    assert measured.results[1].field is None
    mobile, desktop = (run["arguments"] for run in runs(tmp_path))
    assert mobile[0] == desktop[0] == URL
    assert "--preset=desktop" in desktop
    assert "--preset=desktop" not in mobile


def test_the_browser_is_kept_behind_the_proxy(make: Make, tmp_path: Path) -> None:
    make({"result": GOOD}).measure(URL)
    flags = runs(tmp_path)[0]["arguments"][-1]
    for part in (
        "--proxy-server=http://127.0.0.1:",
        "--proxy-bypass-list=<-loopback>",
        "--disable-quic",
        "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    ):
        assert part in flags
    assert ("--no-sandbox" in flags) == (os.geteuid() == 0)


def test_our_secrets_are_not_handed_on(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_KEY", "do not tell")
    make({"result": GOOD, "browser": True}).measure(URL)
    for run in runs(tmp_path):
        assert "do not tell" not in str(run)
    told = (tmp_path / "browser.log").read_text()
    assert "do not tell" not in told
    assert "HOME=/" in told


def test_the_operators_browser_is_used(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHROME_PATH", make_browser(tmp_path))
    make({"result": GOOD, "browser": True}, chrome="/nowhere").measure(URL)
    assert (tmp_path / "browser.log").exists()


def test_a_problem_of_the_page_is_a_result(make: Make) -> None:
    told = lighthouse(categories={}, runtimeError={"code": "NO_FCP"})
    measured = make({"result": json.dumps(told), "status": 1}).measure(URL)
    assert [result.problem for result in measured.results] == ["NO_FCP", "NO_FCP"]


@pytest.mark.parametrize("status", [0, 1])
@pytest.mark.parametrize("result", [{}, {"result": ""}, {"result": '{"a": [1, 2'}])
def test_no_result(
    make: Make,
    result: dict[str, str],
    status: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    how = {**result, "status": status, "say": "No Chrome installations found."}
    measured = make(how).measure(URL)
    assert measured.unavailable == "not measured: Lighthouse ended without a result"
    assert "No Chrome installations found." in caplog.text


def test_a_page_that_leads_to_a_private_address_is_not_to_blame(make: Make) -> None:
    told = lighthouse(categories={}, runtimeError={"code": "FAILED_DOCUMENT_REQUEST"})
    how = {"result": json.dumps(told), "get": "http://10.0.0.1/"}
    assert "an address we do not reach" in make(how).measure(URL).unavailable


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://a.local/", "file:///x"])
def test_a_private_target_is_not_begun(make: Make, tmp_path: Path, url: str) -> None:
    reason = make({"result": GOOD}).measure(url).unavailable
    assert reason == "not measured: private address"
    assert not runs(tmp_path)


def test_time_is_bounded_and_nothing_stays(make: Make, tmp_path: Path) -> None:
    """The browser is in a process group of its own."""
    began = time.monotonic()
    how = {"browser": True, "sleep": 60}
    measured = make(how, timeout_seconds=1.5).measure(URL)
    assert time.monotonic() - began < 6
    assert measured.unavailable == "not measured: Lighthouse took too long"
    (run,) = runs(tmp_path)
    assert not is_alive(run["pid"])
    assert not is_alive(int((tmp_path / "browser.pid").read_text()))
    assert not Path(run["environment"]["HOME"]).parent.exists()


def test_a_browser_that_lighthouse_left_is_ended(make: Make, tmp_path: Path) -> None:
    """As it does where it crashes."""
    make({"browser": True, "status": 1}).measure(URL)
    assert not is_alive(int((tmp_path / "browser.pid").read_text()))


def test_a_jobs_time_out_gets_through_and_nothing_stays(
    make: Make, tmp_path: Path
) -> None:
    def ring(*_: object) -> None:
        raise JobTimedOut

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, 1.5)
    try:
        with pytest.raises(JobTimedOut):
            make({"browser": True, "sleep": 60}).measure(URL)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    (run,) = runs(tmp_path)
    assert not is_alive(run["pid"])
    assert not is_alive(int((tmp_path / "browser.pid").read_text()))


def test_one_at_a_time(make: Make, tmp_path: Path) -> None:
    with (tmp_path / "lock").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        reason = make({"result": GOOD}).measure(URL).unavailable
    assert reason == "not measured: this machine is measuring other pages"
    assert not runs(tmp_path)
    assert not make({"result": GOOD}).measure(URL).unavailable


def test_a_machine_that_cannot_run_it(
    make: Make, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").touch()
    broken = make({"result": GOOD}, lock_path=tmp_path / "file" / "lock")
    reason = broken.measure(URL).unavailable
    assert reason == "not measured: Lighthouse cannot be run on this machine"
    assert "Lighthouse cannot be run" in caplog.text


def test_a_dead_process_holds_no_lock(make: Make, tmp_path: Path) -> None:
    program = (
        "import fcntl, os, signal, sys; file = open(sys.argv[1], 'ab');"
        "fcntl.flock(file, fcntl.LOCK_EX); os.kill(os.getpid(), signal.SIGKILL)"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "lock")]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert not make({"result": GOOD}).measure(URL).unavailable


def test_a_result_of_any_size_is_not_read(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_RESULT_BYTES", 10)
    assert "without a result" in make({"result": GOOD}).measure(URL).unavailable


def test_it_is_found_on_path_or_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert find_lighthouse() is None
    here = tmp_path / "node_modules" / ".bin"
    here.mkdir(parents=True)
    local = make_lighthouse(here, {})
    assert find_lighthouse() == local
    (tmp_path / "bin").mkdir()
    assert find_lighthouse() != make_lighthouse(tmp_path, {})
    assert find_lighthouse() == local
    on_path = make_lighthouse(tmp_path / "bin", {})
    assert find_lighthouse() == on_path
