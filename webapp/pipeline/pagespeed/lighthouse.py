"""Lighthouse on this machine: one run at a time, behind a filtering proxy.

Two runs at once would slow each other down, and so measure each other: a lock in a
file holds for all processes. https://github.com/GoogleChrome/lighthouse/blob/main/docs/variability.md
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from webapp.domain.pagespeed import STRATEGIES, PageSpeed, StrategyResult, unmeasured
from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl import FetchPolicy, canonical_url
from webapp.pipeline.pagespeed.filtering_proxy import FilteringProxy
from webapp.pipeline.pagespeed.lighthouse_run import Run
from webapp.pipeline.pagespeed.provider import nothing
from webapp.pipeline.pagespeed.reading import CATEGORIES, read_lighthouse
from webapp.pipeline.pagespeed.values import parse_object

log = logging.getLogger(__name__)

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MAX_RESULT_BYTES = 20_000_000
#: What Lighthouse makes of a page that our proxy refused.
UNDELIVERED = frozenset(
    {
        "CHROME_INTERSTITIAL_ERROR",
        "ERRORED_DOCUMENT_REQUEST",
        "FAILED_DOCUMENT_REQUEST",
        "NO_DOCUMENT_REQUEST",
    }
)
LOCK_POLL_SECONDS = 0.2
#: Nothing goes past the proxy: loopback neither, which browsers else reach directly,
#: and no UDP (QUIC, WebRTC); names are the proxy's to look up.
#: https://chromium.googlesource.com/chromium/src/+/HEAD/net/docs/proxy.md
BROWSER_FLAGS = (
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--dns-prefetch-disable",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--proxy-bypass-list=<-loopback>",
    '--host-resolver-rules="MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"',
)
OPTIONS = (
    "--quiet",
    "--output=json",
    f"--only-categories={','.join(CATEGORIES)}",
    "--disable-full-page-screenshot",
    "--no-enable-error-reporting",
    "--locale=en",
    "--max-wait-for-load=45000",
)


@dataclass(frozen=True)
class LocalLighthouse:
    """The provider. ``timeout_seconds`` bound both runs together, ``lock_seconds`` the
    wait for another page's; ``chrome`` empty leaves the choice to CHROME_PATH."""

    executable: str
    policy: FetchPolicy
    lock_path: Path
    chrome: str = ""
    timeout_seconds: float = 180.0
    lock_seconds: float = 60.0

    def measure(self, url: str) -> PageSpeed:
        """Mobile, then desktop. Raises nothing that Lighthouse does."""
        try:
            target = str(canonical_url(url))
        except UrlRefused:
            return nothing("lighthouse", "not measured: private address")
        try:
            return self.take_turn(target)
        except OSError:  # no room for a file, no process to be had
            log.exception("Lighthouse cannot be run")
            reason = "not measured: Lighthouse cannot be run on this machine"
            return nothing("lighthouse", reason)

    def take_turn(self, url: str) -> PageSpeed:
        with exclusive(self.lock_path, self.lock_seconds) as is_ours:
            if not is_ours:
                reason = "not measured: this machine is measuring other pages"
                return nothing("lighthouse", reason)
            ends_at = time.monotonic() + self.timeout_seconds
            results = [self.run(url, name, ends_at) for name in STRATEGIES]
        return PageSpeed("lighthouse", tuple(results))

    def run(self, url: str, strategy: str, ends_at: float) -> StrategyResult:
        seconds = ends_at - time.monotonic()
        if seconds <= 0:
            return too_slow(strategy)
        made = tempfile.TemporaryDirectory(prefix="lh-", ignore_cleanup_errors=True)
        with made as name, FilteringProxy(self.policy, seconds) as proxy:
            folder = Path(name)
            output = folder / "result.json"
            command = self.command(url, strategy, output, proxy.port)
            run = Run(folder, command, self.chrome or find(BROWSERS) or "")
            try:
                status = run.wait(ends_at - time.monotonic())
            finally:  # a job's time-out ends it as well
                run.end()
            if status is None:
                return too_slow(strategy)
            result = read_output(strategy, output)
            if result is None:
                log.error(
                    "Lighthouse gave no result (%s): %s", status, run.last_words()
                )
                reason = "not measured: Lighthouse ended without a result"
                return unmeasured(strategy, reason)
            return excuse(result, proxy)

    def command(
        self, url: str, strategy: str, output: Path, proxy_port: int
    ) -> list[str]:
        flags = [*BROWSER_FLAGS, f"--proxy-server=http://127.0.0.1:{proxy_port}"]
        if os.geteuid() == 0:  # root's Chromium starts with no other
            flags.append("--no-sandbox")
        preset = ["--preset=desktop"] if strategy == "desktop" else []
        return [
            self.executable,
            url,
            *OPTIONS,
            *preset,
            f"--output-path={output}",
            f"--chrome-flags={' '.join(flags)}",
        ]


def too_slow(strategy: str) -> StrategyResult:
    return unmeasured(strategy, "not measured: Lighthouse took too long")


def read_output(strategy: str, output: Path) -> StrategyResult | None:
    """The result that it wrote, also where the page was a problem; or None."""
    if not output.is_file() or output.stat().st_size > MAX_RESULT_BYTES:
        return None
    found = parse_object(output.read_bytes())
    return None if found is None else read_lighthouse(strategy, found)


def excuse(result: StrategyResult, proxy: FilteringProxy) -> StrategyResult:
    """A page that leads where our proxy does not go is not to blame for being missing:
    a browser elsewhere may well see it."""
    if not (result.problem in UNDELIVERED and proxy.refused):
        return result
    reason = "not measured: the page leads Lighthouse to an address we do not reach"
    return unmeasured(result.strategy, reason)


def find_lighthouse() -> str | None:
    """The command line's path: on PATH, else in ``node_modules`` here."""
    local = Path("node_modules/.bin/lighthouse")
    return shutil.which("lighthouse") or shutil.which(str(local.absolute()))


def find(names: tuple[str, ...]) -> str | None:
    return next((path for name in names if (path := shutil.which(name))), None)


@contextmanager
def exclusive(path: Path, seconds: float) -> Iterator[bool]:
    """Whether the lock could be had in time; the system frees a dead process's."""
    ends_at = time.monotonic() + seconds
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        while not (is_ours := locked(file.fileno())) and time.monotonic() < ends_at:
            time.sleep(LOCK_POLL_SECONDS)
        yield is_ours


def locked(number: int) -> bool:
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
