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
from webapp.pipeline.parse import parse

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


def test_passages_that_are_not_searched_are_counted() -> None:
    """80 sections are cut, 60 go to the second half; of a shorter page none is left."""
    sections = "".join(
        f"<h2>Series {number}</h2><p>{'Chairs of beech. ' * 20}</p>"
        for number in range(80)
    )
    html = f"<html lang=en><body><main><h1>Chairs</h1>{sections}</main></body></html>"
    options = runner.ScanOptions(FetchPolicy("Test"), NoKeyphrases(), 1)
    for body, left_out in ((html, 20), (html.partition("<h2>Series 9<")[0], 0)):
        page = parse(fetched(body))
        found = runner.held(page, fetched(), options)
        assert found["passages_left_out"] == left_out
        assert len(found["passages"]) == (60 if left_out else 9)
