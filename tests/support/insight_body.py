"""Findings and facts of a page as a report has them, without a scan."""

from __future__ import annotations

from typing import Any

from webapp.domain.report import AuditEntry, Keyphrase, PageFacts, ReportBody

WEIGHTS = {"critical": 10.0, "serious": 5.0, "moderate": 2.0, "minor": 0.5}
TEXT = (
    "Pots of clay for the balcony.\n"
    "A pot of clay keeps the roots of a tomato cool in summer, and the glaze holds "
    "the water. We make them by hand in 1998 ways.\n"
    "Order a pot today and we bring it on a bike to every street of the town."
)


def entry(
    name: str, severity: str = "serious", outcome: str = "fail", **more: Any
) -> AuditEntry:
    scores = {"pass": 1.0, "fail": 0.0, "warn": 0.5}
    values: dict[str, Any] = {
        "id": name,
        "category": "content",
        "score": scores.get(outcome),
        "outcome": outcome,
        "severity": severity,
        "weight": WEIGHTS[severity],
        "title": f"{name} is wrong",
        "explanation": f"Found in {name}: 42 of them.",
        "evidence": [],
        "why": "It matters.",
        "how_to_fix": f"Mend {name}.",
        "source": "https://example.com/rule",
        **more,
    }
    return AuditEntry(**values)  # type: ignore[typeddict-item]


def facts(**changes: Any) -> PageFacts:
    values: dict[str, Any] = {
        "title": "Clay",
        "description": "",
        "lang": "en",
        "word_count": 44,
        "headings": [{"level": 1, "text": "Pots of clay"}],
        "h1": "Pots of clay",
        "site_name": "Clay Shop",
        **changes,
    }
    return PageFacts(**values)  # type: ignore[typeddict-item]


def phrases(*names: str) -> list[Keyphrase]:
    return [Keyphrase(phrase=name, score=0.5) for name in names]


def body(**changes: Any) -> ReportBody:
    """What ``insights_for`` reads of a report."""
    values: dict[str, Any] = {
        "final_url": "https://user:secret@www.pots.example/clay?token=secret",
        "score": 40,
        "audits": [
            entry("title.length"),
            entry("desc.present", "moderate"),
            entry("img.alt-missing", "minor", "warn"),
            entry("h1.present", outcome="pass"),
        ],
        "keyphrases": phrases("clay pots", "tomato"),
        "page": facts(),
        **changes,
    }
    return ReportBody(**values)  # type: ignore[typeddict-item]
