"""What a report says of what it has not."""

from __future__ import annotations

from support.pages import fetched
from webapp.domain.robots_txt import RobotsTxt
from webapp.domain.site_facts import SiteFacts
from webapp.pipeline import runner
from webapp.pipeline.analyze import KeyphraseResult
from webapp.pipeline.crawl import FetchPolicy


class NoKeyphrases:
    """Finds none."""

    def extract(self, *_: object) -> KeyphraseResult:
        return KeyphraseResult((), "none")


def test_pagespeed_is_not_asked_in_either_half() -> None:
    robots = RobotsTxt("https://example.com/robots.txt", "absent", 404, "", "")
    crawled = runner.Crawled(SiteFacts(robots), fetched(), {})
    options = runner.ScanOptions(FetchPolicy("Test"), NoKeyphrases(), 1)
    teaser = runner.run_teaser(crawled, options, lambda step, progress: None)
    full = runner.run_full(teaser, options, lambda step, progress: None)
    for body in (teaser, full):
        reason = body["pagespeed"]["unavailable"]
        assert reason == "not measured: PageSpeed is not asked in this version"
