"""perf.lab-score."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.audits.lighthouse_problems import WORDS
from webapp.domain.audit_result import AuditResult
from webapp.domain.pagespeed import (
    Opportunity,
    PageSpeed,
    StrategyResult,
    unmeasured,
)
from webapp.pipeline.pagespeed.reading import PAGE_PROBLEMS, page_problem

ID = "perf.lab-score"
SLOW = Opportunity("unused-javascript", "Unused code", "120 KiB", "LCP 1.2 s")
OTHER = Opportunity("image-alt", "Images lack alt", "", "")


def scored(strategy: str, score: int | None) -> StrategyResult:
    scores = {"performance": score, "seo": 40}
    return StrategyResult(strategy, scores, (), None, opportunities=(SLOW, OTHER))


def judged(*results: StrategyResult) -> AuditResult:
    return check(ID, pagespeed=PageSpeed("psi", results))


@pytest.mark.parametrize("desktop", [90, 100])
def test_it_passes(desktop: int) -> None:
    result = judged(scored("mobile", 90), scored("desktop", desktop))
    assert result.outcome == "pass"
    assert f"90 on mobile, {desktop} on desktop" in result.explanation
    assert not result.findings


@pytest.mark.parametrize(("mobile", "desktop"), [(89, 99), (50, 89), (100, 89)])
def test_it_warns_below_90(mobile: int, desktop: int) -> None:
    result = judged(scored("mobile", mobile), scored("desktop", desktop))
    assert result.outcome == "warn"


@pytest.mark.parametrize(("mobile", "desktop"), [(49, 99), (100, 0)])
def test_it_fails_below_50(mobile: int, desktop: int) -> None:
    result = judged(scored("mobile", mobile), scored("desktop", desktop))
    assert result.outcome == "fail"
    (finding,) = result.findings
    assert (finding.snippet, finding.note) == ("Unused code 120 KiB", "saves LCP 1.2 s")


def test_it_fails_where_the_page_was_a_problem() -> None:
    result = judged(scored("mobile", 99), page_problem("desktop", "NO_FCP"))
    assert result.outcome == "fail"
    told = "On desktop, the page drew nothing on the screen (NO_FCP)."
    assert result.explanation == told
    assert result.findings[0].snippet == "NO_FCP"


def test_one_strategy_is_enough() -> None:
    result = judged(unmeasured("mobile", "not measured: x"), scored("desktop", 95))
    assert result.outcome == "pass"
    assert "95 on desktop" in result.explanation


def test_it_does_not_apply_without_a_score() -> None:
    for runs in (
        (scored("mobile", None), scored("desktop", None)),
        (unmeasured("mobile", "x"), unmeasured("desktop", "x")),
        (StrategyResult("mobile", {}, (), None),),
    ):
        result = judged(*runs)
        assert (result.outcome, result.score) == ("not_measured", None)
    assert check(ID).outcome == "not_measured"


def test_every_problem_of_a_page_has_words() -> None:
    assert set(WORDS) == PAGE_PROBLEMS


def test_a_problem_without_words_has_its_code() -> None:
    result = judged(page_problem("mobile", "NEW_CODE"))
    assert "(NEW_CODE)" in result.explanation
