"""What is read out of an answer, and what the report keeps of it."""

from __future__ import annotations

from typing import Any

import pytest

from support import pagespeed_answers as answers
from webapp.domain.pagespeed import PageSpeed, StrategyResult, unmeasured
from webapp.pipeline.pagespeed import NoPageSpeed, from_json, to_json
from webapp.pipeline.pagespeed.reading import read_insights, read_lighthouse
from webapp.pipeline.pagespeed.values import number, parse_object, text


def read(**more: Any) -> StrategyResult:
    return read_insights("mobile", answers.measured(**more))


def test_scores_are_of_a_hundred() -> None:
    assert read().scores == {
        "performance": 85,
        "accessibility": 91,
        "best-practices": 100,
        "seo": 73,
    }


@pytest.mark.parametrize("score", [None, "0.9", True, 1.2, -0.1, float("nan"), 10**400])
def test_a_score_that_is_none_is_none(score: Any) -> None:
    result = read(lighthouseResult=answers.lighthouse(performance=score))
    assert result.scores["performance"] is None
    assert result.scores["seo"] == 73


def test_the_laboratory() -> None:
    lab = {m.id: (m.value, m.unit, m.rating) for m in read().lab}
    assert lab == {
        "FCP": (1500, "ms", "good"),
        "LCP": (4210, "ms", "poor"),
        "TBT": (310, "ms", "fair"),
        "CLS": (0.031, "", "good"),
        "SI": (3000, "ms", "good"),
        "TTFB": (210, "ms", "good"),
    }


def test_lighthouse_13_has_the_servers_time_elsewhere() -> None:
    details = {"debugData": {"type": "debugdata", "serverResponseTime": 901}}
    audits = {"document-latency-insight": {"score": 0, "details": details}}
    lab = read_lighthouse("mobile", answers.lighthouse(audits=audits)).lab
    assert [(m.id, m.value, m.rating) for m in lab] == [("TTFB", 901, "fair")]


def test_the_visitors() -> None:
    field = read().field
    assert field is not None
    assert field.scope == "page"
    assert {m.id: (m.value, m.rating) for m in field.metrics} == {
        "LCP": (2100, "good"),
        "INP": (180, "good"),
        "CLS": (0.08, "good"),
        "FCP": (1700, "good"),
        "TTFB": (1900, "poor"),
    }


def test_a_slow_first_byte_is_no_core_web_vital() -> None:
    """The service itself calls this page SLOW."""
    field = read().field
    assert field is not None
    assert field.core_web_vitals == "good"


@pytest.mark.parametrize(
    ("page", "scope", "lcp"),
    [
        ({"metrics": answers.metrics(), "origin_fallback": True}, "origin", 2100),
        ({"id": "https://example.com/"}, "origin", 9000),
        ({"metrics": {}}, "origin", 9000),
        (None, "origin", 9000),
        ({"metrics": answers.metrics(lcp=1)}, "page", 1),
    ],
)
def test_whose_figures_they_are(page: Any, scope: str, lcp: float) -> None:
    field = read(loadingExperience=page).field
    assert field is not None
    assert field.scope == scope
    assert field.metric("LCP") == field.metrics[0]
    assert field.metrics[0].value == lcp


def test_a_page_with_few_visitors_has_no_figures() -> None:
    assert read(loadingExperience={}, originLoadingExperience=None).field is None


@pytest.mark.parametrize(
    ("figures", "rating"),
    [
        ({"lcp": 2500, "inp": 200, "cls": 10}, "good"),
        ({"lcp": 2501}, "fair"),
        ({"inp": 501}, "poor"),
        ({"lcp": 4000, "cls": 25}, "fair"),
        ({"cls": 26}, "poor"),
        ({"inp": None}, "good"),
        ({"lcp": None}, None),
        ({"cls": None}, None),
    ],
)
def test_core_web_vitals(figures: dict[str, Any], rating: str | None) -> None:
    field = read(loadingExperience={"metrics": answers.metrics(**figures)}).field
    assert field is not None
    assert field.core_web_vitals == rating


def test_the_dearest_failed_checks() -> None:
    first, second = read().opportunities
    assert first.id == "unused-javascript"
    assert first.title == "Reduce unused JavaScript"
    assert first.shown == "Est savings of 120 KiB"
    assert first.savings == "LCP 1.2 s, FCP 300 ms, 120 KiB"
    assert (second.id, second.savings) == ("image-alt", "")


def test_there_are_ten_at_most_and_the_dearest() -> None:
    audits = {
        f"check-{n:03}": answers.audit(
            0, 0, scoreDisplayMode="metricSavings", metricSavings={"LCP": n}
        )
        for n in range(300)
    }
    found = read_lighthouse("mobile", answers.lighthouse(audits=audits)).opportunities
    assert [one.savings for one in found] == [
        f"LCP {n} ms" for n in range(299, 289, -1)
    ]


def test_an_old_lighthouse_estimates_the_load_as_a_whole() -> None:
    details = {"type": "opportunity", "overallSavingsMs": 450}
    audits = {"uses-text-compression": answers.audit(0, 0, details=details)}
    (found,) = read_lighthouse(
        "mobile", answers.lighthouse(audits=audits)
    ).opportunities
    assert found.savings == "load 450 ms"


def test_warnings_and_version() -> None:
    result = read()
    assert "Status code: 503" in result.warnings[0]
    assert result.lighthouse_version == "13.5.0"


@pytest.mark.parametrize("code", ["PROTOCOL_TIMEOUT", "TARGET_CRASHED", "NEW_CODE"])
def test_lighthouses_own_failures_are_not_the_pages(code: str) -> None:
    result = read_lighthouse("mobile", answers.lighthouse(runtimeError={"code": code}))
    assert code in result.unavailable
    assert not result.problem


def test_no_error_is_none() -> None:
    told = {"code": "NO_ERROR", "message": ""}
    result = read_lighthouse("mobile", answers.lighthouse(runtimeError=told))
    assert (result.problem, result.unavailable) == ("", "")


def test_texts_are_plain_and_short() -> None:
    assert text("See [the docs](https://a.b/c) of `x`\u00a0\n\x00y", 40) == (
        "See the docs of x \ufffdy"
    )
    assert text("ü" * 50, 11) == "ü" * 5
    assert text("\ud800", 10) == "\ufffd"
    assert text(["a"], 10) == ""


@pytest.mark.parametrize("body", [b"", b"[" * 100_000, b"[]", b"1" * 9000, b"\xff\xfe"])
def test_what_is_no_object_is_none(body: bytes) -> None:
    assert parse_object(body) is None


@pytest.mark.parametrize("value", [True, "1", -1, 10**400, float("inf"), None, [1]])
def test_what_is_no_figure_is_none(value: Any) -> None:
    assert number(value) is None


def test_the_report_holds_what_was_measured() -> None:
    both = (read(), unmeasured("desktop", "not measured: x"))
    stored = to_json(PageSpeed("psi", both))
    mobile, desktop = stored["results"]
    assert stored["provider"] == "psi"
    assert mobile["scores"]["seo"] == 73
    assert mobile["field"]["core_web_vitals"] == "good"
    assert mobile["opportunities"][0]["id"] == "unused-javascript"
    assert desktop["unavailable"] == "not measured: x"


def test_where_nothing_was_measured_the_report_says_why() -> None:
    reason = "not measured: the operator has set no PSI_API_KEY"
    measured = NoPageSpeed(reason).measure("https://example.com/")
    assert to_json(measured) == {"unavailable": reason}
    assert from_json({"unavailable": reason}) == measured
    assert measured.result("mobile") is None
