"""The figures: of Lighthouse's laboratory, and of real visitors (CrUX)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from webapp.domain.pagespeed import FieldData, Metric
from webapp.pipeline.pagespeed.values import number, part

#: Good up to the first, poor above the second. https://web.dev/articles/vitals
THRESHOLDS = {
    "FCP": (1800.0, 3000.0),
    "LCP": (2500.0, 4000.0),
    "INP": (200.0, 500.0),
    "CLS": (0.1, 0.25),
    "TTFB": (800.0, 1800.0),
    "TBT": (200.0, 600.0),
    "SI": (3400.0, 5800.0),
}
LAB = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
    "SI": "speed-index",
}
FIELD = {
    "LCP": "LARGEST_CONTENTFUL_PAINT_MS",
    "INP": "INTERACTION_TO_NEXT_PAINT",
    "CLS": "CUMULATIVE_LAYOUT_SHIFT_SCORE",
    "FCP": "FIRST_CONTENTFUL_PAINT_MS",
    "TTFB": "EXPERIMENTAL_TIME_TO_FIRST_BYTE",
}
#: The service gives CLS a hundredfold.
CLS_FACTOR = 100.0


@dataclass(frozen=True, slots=True)
class Scored:
    """One figure, and the score of 0 to 1 that Lighthouse gives it, or None."""

    value: float | None
    score: float | None = None


def read_lab(result: dict[str, Any]) -> tuple[Metric, ...]:
    """Lighthouse's metrics that it could measure, milliseconds and CLS."""
    audits = part(result, "audits")
    found = [(name, scored(audits, audit_id)) for name, audit_id in LAB.items()]
    found.append(("TTFB", Scored(server_time(audits))))
    return tuple(
        Metric(name, rounded(name, one.value), unit(name), lab_rating(name, one))
        for name, one in found
        if one.value is not None
    )


def scored(audits: dict[str, Any], audit_id: str) -> Scored:
    audit = part(audits, audit_id)
    return Scored(number(audit.get("numericValue")), number(audit.get("score")))


def server_time(audits: dict[str, Any]) -> float | None:
    """Milliseconds; Lighthouse 13 has it within another check."""
    old = number(part(audits, "server-response-time").get("numericValue"))
    if old is not None:
        return old
    path = ("document-latency-insight", "details", "debugData")
    return number(part(audits, *path).get("serverResponseTime"))


def lab_rating(name: str, found: Scored) -> str:
    """By Lighthouse's own score, whose thresholds are others for a desk than for a
    phone. https://developer.chrome.com/docs/lighthouse/performance/performance-scoring"""
    if found.score is None:
        return rating(name, found.value or 0.0)
    return "good" if found.score >= 0.9 else "fair" if found.score >= 0.5 else "poor"


def read_field(answer: dict[str, Any]) -> FieldData | None:
    """What visitors had on this page, else on all of its origin, else None.

    ``origin_fallback`` marks figures of the origin that stand in the page's place.
    """
    page = part(answer, "loadingExperience")
    is_page = not page.get("origin_fallback")
    for scope, experience in (
        ("page" if is_page else "origin", page),
        ("origin", part(answer, "originLoadingExperience")),
    ):
        if metrics := field_metrics(experience):
            return FieldData(scope, metrics)
    return None


def field_metrics(experience: dict[str, Any]) -> tuple[Metric, ...]:
    known = part(experience, "metrics")
    found = []
    for name, service_name in FIELD.items():
        value = number(part(known, service_name).get("percentile"))
        if value is not None:
            value = value / CLS_FACTOR if name == "CLS" else value
            found.append(Metric(name, value, unit(name), rating(name, value)))
    return tuple(found)


def rating(name: str, value: float) -> str:
    good, poor = THRESHOLDS[name]
    return "good" if value <= good else "fair" if value <= poor else "poor"


def unit(name: str) -> str:
    return "" if name == "CLS" else "ms"


def rounded(name: str, value: float) -> float:
    return round(value, 3) if name == "CLS" else round(value)
