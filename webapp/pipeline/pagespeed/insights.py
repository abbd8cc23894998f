"""PageSpeed Insights v5: Google measures the page, we ask over HTTP.

Both strategies are asked for at once. A strategy has ``timeout_seconds`` in all, its
one retry and the pause before that included.
https://developers.google.com/speed/docs/insights/v5/get-started
"""

from __future__ import annotations

import logging
import random
import threading
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus, urlencode

from webapp.domain.pagespeed import STRATEGIES, PageSpeed, StrategyResult, unmeasured
from webapp.pipeline.crawl.deadline import Deadline
from webapp.pipeline.pagespeed.breaker import Breaker
from webapp.pipeline.pagespeed.errors import Failure, Retry, judge
from webapp.pipeline.pagespeed.provider import nothing
from webapp.pipeline.pagespeed.reading import CATEGORIES
from webapp.pipeline.pagespeed.service_call import Answer, CallFailed, call

log = logging.getLogger(__name__)

ENDPOINT = "https://www.googleapis.com/pagespeedonline/v5/runPagespeed"
LOCALE = "en"
#: Of the time that is left, at most half is waited for a minute's quota.
LONGEST_PAUSE = 30.0
SOON_SECONDS = 1.0
#: A thread that was told to end is given this long to do so.
GRACE_SECONDS = 1.0
#: One for this process and its work horses.
BREAKER = Breaker()


@dataclass(frozen=True)
class PageSpeedInsights:
    """The provider. ``endpoint`` empty is Google's; without a ``key`` none is sent."""

    key: str = field(repr=False)
    endpoint: str = ""
    timeout_seconds: float = 90.0
    breaker: Breaker = field(default=BREAKER, repr=False)

    def measure(self, url: str) -> PageSpeed:
        """Both strategies, measured by Google. Raises nothing that the service does."""
        if self.breaker.is_open:
            times = self.breaker.failures
            reason = (
                f"PageSpeed Insights failed {times} times in a row and is left alone"
            )
            return nothing("psi", f"not measured: {reason} for a minute")
        runs = [Run(self, url, strategy) for strategy in STRATEGIES]
        try:
            for run in runs:
                run.start()
            return PageSpeed("psi", tuple(run.finish() for run in runs))
        finally:  # a job's time-out ends both calls
            for run in runs:
                run.end()

    def address(self, url: str, strategy: str) -> str:
        """The URL to ask; it holds the key."""
        asked = [("url", url), ("strategy", strategy), ("locale", LOCALE)]
        asked += [("category", name) for name in CATEGORIES]
        asked += [("key", self.key)] if self.key else []
        query = urlencode(asked, errors="replace")
        endpoint = self.endpoint or ENDPOINT
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{query}"

    def without_key(self, answer: Answer) -> Answer:
        """The same answer, should it repeat our key in the words of an error."""
        body = answer.body
        spellings = {self.key, quote(self.key), quote_plus(self.key)} - {""}
        for spelling in sorted(spellings):
            body = body.replace(spelling.encode(), b"[key]")
        return Answer(answer.status, body, answer.is_cut)


class Run(threading.Thread):
    """One strategy, in a thread that can be left alone."""

    def __init__(self, provider: PageSpeedInsights, url: str, strategy: str) -> None:
        super().__init__(name=f"pagespeed-{strategy}", daemon=True)
        self.provider = provider
        self.url = url
        self.strategy = strategy
        self.deadline = Deadline(provider.timeout_seconds)
        self.is_ended = threading.Event()
        self.result: StrategyResult | None = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            with self.deadline:
                self.result = self.work()
        except BaseException as error:  # noqa: BLE001 (raised again by ``finish``)
            self.error = error

    def finish(self) -> StrategyResult:
        """Wait for it, within its time. Raises what a fault of ours raised in it."""
        self.join(self.deadline.left() + GRACE_SECONDS)
        if self.error is not None:
            raise self.error
        late = unmeasured(
            self.strategy, "not measured: PageSpeed Insights did not answer in time"
        )
        return self.result or late

    def end(self) -> None:
        self.is_ended.set()
        self.deadline.end()

    def work(self) -> StrategyResult:
        found = self.attempt()
        if isinstance(found, Failure) and self.has_waited(found.retry):
            found = self.attempt()
        if isinstance(found, StrategyResult):
            return found
        if found.alarm:
            log.error("%s", found.alarm)
        else:
            log.warning("%s of %s: %s", self.strategy, self.url, found.reason)
        return unmeasured(self.strategy, f"not measured: {found.reason}")

    def attempt(self) -> StrategyResult | Failure:
        provider = self.provider
        try:
            address = provider.address(self.url, self.strategy)
            answer = provider.without_key(call(address, self.deadline))
        except CallFailed as error:
            found: StrategyResult | Failure = Failure(f"PageSpeed Insights {error}")
        else:
            found = judge(self.strategy, answer)
        is_failure = isinstance(found, Failure) and found.is_service
        if not self.is_ended.is_set():  # ended by us, that says nothing of the service
            provider.breaker.note(is_failure=is_failure)
        return found

    def has_waited(self, retry: Retry) -> bool:
        """Whether there is to be a second attempt; the pause before it is over then."""
        if retry is Retry.NEVER:
            return False
        longest = LONGEST_PAUSE if retry is Retry.AFTER_A_PAUSE else SOON_SECONDS
        most = min(longest, self.deadline.left() / 2)
        # No secret: scans that were refused together are not to come back together.
        pause = most * random.uniform(0.5, 1.0)  # noqa: S311
        return not self.is_ended.wait(pause)
