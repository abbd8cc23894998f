"""What a report says of what it has not."""

from __future__ import annotations

from support.pages import fetched, site_of
from support.scans import by_rules
from webapp.domain.report import ReportBody
from webapp.pipeline import runner
from webapp.pipeline.analyze import NoKeyphrases
from webapp.pipeline.crawl import FetchPolicy
from webapp.pipeline.full_report import SecondHalf, run_full
from webapp.pipeline.pagespeed import NoPageSpeed

LATE = {"perf.cwv-field", "perf.lab-score"}


def late_explanations(body: ReportBody) -> set[str]:
    entries = [entry for entry in body["audits"] if entry["id"] in LATE]
    assert {entry["outcome"] for entry in entries} == {"not_measured"}
    return {entry["explanation"] for entry in entries}


def test_a_part_that_comes_later_or_not_at_all_says_why() -> None:
    crawled = runner.Crawled(site_of(), fetched(), {})
    options = runner.ScanOptions(FetchPolicy("Test"), NoKeyphrases(), 1)
    body = runner.run_teaser(crawled, options, lambda step, progress: None)
    for part in (body["pagespeed"], body["insights"], body["quotes"]):
        assert part == {"unavailable": runner.PENDING}
    assert late_explanations(body) == {runner.PENDING}
    half = SecondHalf(NoPageSpeed("not measured: no key"), by_rules, None)
    full = run_full(body, half, lambda step, progress: None)
    assert full["pagespeed"] == {"unavailable": "not measured: no key"}
    assert late_explanations(full) == {"Not measured: no key."}
    assert "model" in full["quotes"]["unavailable"]
    assert full["insights"]["source"] == "rules"
