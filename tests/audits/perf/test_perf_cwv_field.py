"""perf.cwv-field."""

from __future__ import annotations

import pytest

from support.pages import check
from webapp.domain.audit_result import AuditResult
from webapp.domain.pagespeed import FieldData, Metric, PageSpeed, StrategyResult
from webapp.domain.pagespeed import unmeasured as not_run

ID = "perf.cwv-field"


def metric(name: str, rating: str, value: float = 1000) -> Metric:
    return Metric(name, value, "" if name == "CLS" else "ms", rating)


def field(
    lcp: str = "good", inp: str = "good", cls: str = "good", scope: str = "page"
) -> FieldData:
    """An empty rating leaves the metric out; TTFB is always poor."""
    rated = {"LCP": lcp, "INP": inp, "CLS": cls, "TTFB": "poor"}
    return FieldData(scope, tuple(metric(n, r) for n, r in rated.items() if r))


def judged(mobile: FieldData | None, desktop: FieldData | None = None) -> AuditResult:
    results = [
        StrategyResult(name, {"seo": 100}, (), visitors)
        for name, visitors in (("mobile", mobile), ("desktop", desktop))
    ]
    return check(ID, pagespeed=PageSpeed("psi", tuple(results)))


def test_it_passes() -> None:
    result = judged(field(), field(scope="origin"))
    assert result.outcome == "pass"
    assert "mobile (this page), desktop (the whole origin)" in result.explanation


def test_it_passes_without_inp() -> None:
    assert judged(field(inp="")).outcome == "pass"


@pytest.mark.parametrize("bad", ["lcp", "inp", "cls"])
def test_it_warns_where_one_is_fair(bad: str) -> None:
    result = judged(field(**{bad: "fair"}), field())
    assert result.outcome == "warn"
    assert result.explanation == f"Not good: {bad.upper()}."
    assert result.findings[0].note.startswith("fair on mobile, this page; good is")


@pytest.mark.parametrize("bad", ["lcp", "inp", "cls"])
def test_it_fails_where_one_is_poor(bad: str) -> None:
    result = judged(field(), field(**{bad: "poor"}))
    assert result.outcome == "fail"
    assert "poor on desktop" in result.findings[0].note


def test_it_fails_with_the_figure() -> None:
    visitors = FieldData(
        "page", (metric("LCP", "poor", 4649.0), metric("CLS", "poor", 0.314))
    )
    snippets = [finding.snippet for finding in judged(visitors).findings]
    assert snippets == ["LCP 4.6 s", "CLS 0.31"]


def test_the_whole_origin_only_warns() -> None:
    result = judged(field(lcp="poor", scope="origin"))
    assert result.outcome == "warn"
    assert "the whole origin" in result.findings[0].note


def test_a_poor_page_fails_beside_a_poor_origin() -> None:
    assert (
        judged(field(lcp="poor", scope="origin"), field(cls="poor")).outcome == "fail"
    )


@pytest.mark.parametrize(
    ("mobile", "desktop"),
    [
        (None, None),
        (field(lcp=""), None),
        (field(cls=""), field("", "", "")),
        (FieldData("page", ()), None),
    ],
)
def test_it_does_not_apply_to_pages_of_few_visitors(
    mobile: FieldData | None, desktop: FieldData | None
) -> None:
    result = judged(mobile, desktop)
    assert (result.outcome, result.score) == ("not_measured", None)


def test_a_known_bad_figure_counts_where_others_lack() -> None:
    assert judged(field(lcp="", inp="poor")).outcome == "fail"


def test_nothing_was_measured() -> None:
    runs = (not_run("mobile", "not measured: x"), not_run("desktop", "x"))
    assert check(ID, pagespeed=PageSpeed("psi", runs)).outcome == "not_measured"
    assert check(ID).outcome == "not_measured"
