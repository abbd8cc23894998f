"""What PageSpeed Insights v5 answers where it measured a page, as documented.

https://developers.google.com/speed/docs/insights/rest/v5/pagespeedapi/runpagespeed
"""

from __future__ import annotations

from typing import Any


def audit(score: float | None, value: float, **more: Any) -> dict[str, Any]:
    """One measured figure or check of Lighthouse's."""
    return {
        "title": "A check",
        "description": "[Learn more](https://example.com/).",
        "score": score,
        "scoreDisplayMode": "numeric",
        "numericValue": value,
        "numericUnit": "millisecond",
        **more,
    }


def lighthouse(performance: float | None = 0.85, **more: Any) -> dict[str, Any]:
    """What Lighthouse writes, whoever runs it."""
    scores = {
        "performance": performance,
        "accessibility": 0.91,
        "best-practices": 1,
        "seo": 0.73,
    }
    references = [
        {"id": "largest-contentful-paint", "weight": 25, "group": "metrics"},
        {"id": "unused-javascript", "weight": 0, "group": "diagnostics"},
        {"id": "image-alt", "weight": 10},
    ]
    return {
        "lighthouseVersion": "13.5.0",
        "requestedUrl": "https://example.com/",
        "finalUrl": "https://example.com/",
        "runWarnings": ["The page may not be loading as expected (Status code: 503)."],
        "categories": {
            name: {"id": name, "score": score, "auditRefs": references}
            for name, score in scores.items()
        },
        "audits": {
            "first-contentful-paint": audit(0.95, 1500.4),
            "largest-contentful-paint": audit(0.4, 4210.0),
            "total-blocking-time": audit(0.6, 310.0),
            "cumulative-layout-shift": audit(1, 0.0312),
            "speed-index": audit(0.9, 3000.0),
            "server-response-time": audit(1, 210.0, scoreDisplayMode="binary"),
            "unused-javascript": audit(
                0,
                1200.0,
                title="Reduce unused `JavaScript`",
                displayValue="Est savings of 120\u00a0KiB",
                scoreDisplayMode="metricSavings",
                metricSavings={"LCP": 1200, "FCP": 300, "CLS": 0},
                details={"type": "opportunity", "overallSavingsBytes": 122_880},
            ),
            "image-alt": audit(
                0, 0, title="Images lack alt", scoreDisplayMode="binary"
            ),
            "uses-http2": audit(None, 0, scoreDisplayMode="notApplicable"),
            "screenshot-thumbnails": audit(1, 0, details={"items": ["x" * 1000]}),
        },
        **more,
    }


def crux(**percentiles: float) -> dict[str, Any]:
    """Visitors' figures as ``metrics``."""
    return {
        name: {"percentile": value, "category": "FAST", "distributions": []}
        for name, value in percentiles.items()
    }


def metrics(lcp: float = 2100, inp: float = 180, cls: float = 8) -> dict[str, Any]:
    """The documented names; CLS a hundredfold."""
    return crux(
        LARGEST_CONTENTFUL_PAINT_MS=lcp,
        INTERACTION_TO_NEXT_PAINT=inp,
        CUMULATIVE_LAYOUT_SHIFT_SCORE=cls,
        FIRST_CONTENTFUL_PAINT_MS=1700,
        EXPERIMENTAL_TIME_TO_FIRST_BYTE=1900,
    )


def measured(**more: Any) -> dict[str, Any]:
    """A whole answer with status 200."""
    return {
        "captchaResult": "CAPTCHA_NOT_NEEDED",
        "kind": "pagespeedonline#result",
        "id": "https://example.com/",
        "loadingExperience": {"metrics": metrics(), "overall_category": "SLOW"},
        "originLoadingExperience": {"metrics": metrics(lcp=9000)},
        "lighthouseResult": lighthouse(),
        "analysisUTCTimestamp": "2026-11-24T10:00:00.000Z",
        **more,
    }
