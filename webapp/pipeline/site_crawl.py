"""A whole site scan in this process: page after page, then the site checks.

The same parts as the services put together, without a database: nothing is resumed
here, and who stops it has what was found so far.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from webapp.audits.site_runner import SiteResults, run_site_audits
from webapp.domain import page_record
from webapp.domain.report import ReportBody
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.settings import Network
from webapp.domain.site_plan import SitePlan, SiteSource
from webapp.domain.site_status import FoundBy, PageState
from webapp.domain.status import Step
from webapp.exceptions import AnalysisFailed, FetchFailed, UrlRefused
from webapp.pipeline import crawl, runner
from webapp.pipeline.runner import ScanOptions
from webapp.pipeline.sites.in_memory import Frontier, Page
from webapp.pipeline.sites.sitemaps import SitemapPart, walk_sitemaps

#: A site in trouble is left alone as it asks, at most this long.
LONGEST_REST_SECONDS = 60.0
FAILING = ("fail", "warn")


@dataclass
class Gaps:
    """One request after another to a domain, ``seconds`` apart; those inside of the
    allowed ``networks`` need none. A ``Guest`` of each visit."""

    seconds: float
    networks: tuple[Network, ...]
    sleep: Callable[[float], None] = time.sleep
    free_at: dict[str, float] = field(default_factory=dict)
    wider: dict[str, float] = field(default_factory=dict)
    asked: str | None = None

    def enter(self, url: str) -> None:
        self.asked = domain = self.domain_of(url)
        if domain is not None:
            self.sleep(max(0.0, self.free_at.get(domain, 0.0) - time.monotonic()))
            self.leave()

    def keep(self, url: str, seconds: float) -> None:
        domain = self.domain_of(url)
        if domain is not None:
            self.wider[domain] = max(seconds, self.wider.get(domain, 0.0))

    def leave(self, rest: float = 0.0) -> None:
        """The site that was asked last has answered, or is in trouble."""
        if self.asked is not None:
            gap = max(self.seconds, rest, self.wider.get(self.asked, 0.0))
            self.free_at[self.asked] = time.monotonic() + gap

    def domain_of(self, url: str) -> str | None:
        return crawl.target_domain(url, self.networks) if self.seconds else None


class SiteCrawl:
    """``tell`` is called after each page and each sitemap with itself."""

    def __init__(
        self,
        plan: SitePlan,
        options: ScanOptions,
        gaps: Gaps,
        tell: Callable[[SiteCrawl], None],
    ) -> None:
        self.plan = plan
        self.options = options
        self.gaps = gaps
        self.tell = tell
        self.robots: Mapping[str, RobotsTxt] = {}
        self.sitemaps: list[SitemapPart] = []
        self.again: list[int] = []
        today = datetime.now(UTC).date()
        agent = options.policy.user_agent
        self.frontier = Frontier(plan, self.robots, agent, today)

    def run(self) -> None:
        """Raises ``FetchFailed`` or ``UrlRefused`` where the site does not let itself
        be asked at all."""
        visit = crawl.Visit(self.options.policy, self.gaps)
        visit.robots_of(self.plan.start_url)
        self.robots = self.frontier.admission.robots = visit.robots
        self.begin()
        line = self.frontier.line
        while line:
            self.scan(line.popleft())
            self.tell(self)
            if not line:  # what failed for a moment is tried once more
                line.extend(self.again)
                self.again = []

    def begin(self) -> None:
        source = self.plan.source
        if source == SiteSource.LIST:
            self.frontier.add(self.plan.urls, FoundBy.LIST, 0)
            return
        if source == SiteSource.CRAWL:
            self.frontier.add([self.plan.start_url], FoundBy.START, 0)
        for part in self.read_sitemaps():
            self.frontier.add(part.pages, FoundBy.SITEMAP, 1)
            self.sitemaps.append(part)
            self.tell(self)
            if self.frontier.is_cut:
                break

    def read_sitemaps(self) -> Iterable[SitemapPart]:
        start_url, policy = self.plan.start_url, self.options.policy
        return walk_sitemaps(policy, start_url, self.gaps.leave, self.gaps, self.robots)

    def scan(self, place: int) -> None:
        page = self.frontier.pages[place]
        try:
            body = self.body_of(page.url)
        except FetchFailed as error:
            self.gaps.leave(min(error.retry_after or 0.0, LONGEST_REST_SECONDS))
            if error.is_transient and not page.reason:
                page.reason = error.code  # once more, after all the others
                self.again.append(place)
                return
            self.fail(page, error.code)
        except (UrlRefused, AnalysisFailed) as error:
            self.fail(page, error.code)
        else:
            self.take_in(page, body)

    def body_of(self, url: str) -> ReportBody:
        asked = (url, self.options, silent, self.gaps, self.robots)
        crawled = runner.crawl_site_page(*asked)
        self.gaps.leave()
        return runner.run_teaser(crawled, self.options, silent)

    def fail(self, page: Page, code: str) -> None:
        page.state, page.reason = PageState.FAILED, code
        kind, _, number = code.partition("_")
        page.status = int(number) if kind == "http" and number.isdecimal() else None

    def take_in(self, page: Page, body: ReportBody) -> None:
        record = page_record.from_json(body["held"]["record"])
        page.state, page.reason = PageState.DONE, ""
        page.status, page.score = body["page"]["status"], body["score"]
        self.frontier.keep(page, record)
        if not record.redirects:  # those of a redirect are another page's
            page.failing = tuple(
                # Many pages say the same: each sentence is kept once.
                (entry["id"], entry["outcome"], sys.intern(entry["explanation"]))
                for entry in body["audits"]
                if entry["outcome"] in FAILING
            )

    def judge(self) -> SiteResults:
        """The site checks; the places of pages are those in ``judged``."""
        return run_site_audits(self.frontier.view())

    def judged(self) -> list[Page]:
        """The pages of the view, in its order."""
        return [page for page in self.frontier.pages if page.state != PageState.FOUND]


def silent(step: Step, progress: int) -> None:
    """Of the steps of one page nobody is told."""
