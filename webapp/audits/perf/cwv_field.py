"""perf.cwv-field: real visitors' Core Web Vitals are good."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_measured, passed, warned
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.pagespeed import STRATEGIES, FieldData, Metric, PageSpeed

META = AuditMeta(
    id="perf.cwv-field",
    category="performance",
    severity=Severity.SERIOUS,
    title="Real visitors get good Core Web Vitals",
    failure_title="Real visitors wait, or see the page jump",
    why=(
        "These three figures say how the page feels to those who visited it, and"
        " Google's ranking uses them."
    ),
    how_to_fix=(
        "LCP: load the largest image or text block early. INP: break up long scripts."
        " CLS: reserve room for images, adverts and fonts."
    ),
    source="https://web.dev/articles/vitals",
    verified=date(2026, 11, 24),
    inputs=("pagespeed",),
    rule=(
        "The 75th percentile of Chrome's visitors in 28 days, on phones and on desks."
        " It warns if LCP is above 2,500 ms, INP above 200 ms or CLS above 0.1, and"
        " fails if LCP is above 4,000 ms, INP above 500 ms or CLS above 0.25. Where"
        " only the whole origin has enough visitors, it says so and warns at most."
    ),
    wrong="LCP 4,600 ms, INP 180 ms, CLS 0.31",
    right="LCP 1,900 ms, INP 120 ms, CLS 0.02",
)

BOUNDS = {"LCP": "2.5 s", "INP": "200 ms", "CLS": "0.10"}


def run(pagespeed: PageSpeed) -> AuditResult:
    runs = [(name, pagespeed.result(name)) for name in STRATEGIES]
    fields = [(name, one.field) for name, one in runs if one and one.field]
    found = [
        (name, field, metric)
        for name, field in fields
        for metric in vitals(field)
        if metric.rating != "good"
    ]
    if found:
        findings = [finding(*one) for one in found]
        is_poor = any(m.rating == "poor" and f.scope == "page" for _, f, m in found)
        sentence = f"Not good: {', '.join(dict.fromkeys(m.id for _, _, m in found))}."
        return failed(sentence, findings) if is_poor else warned(sentence, findings)
    whole = [(name, field) for name, field in fields if field.core_web_vitals]
    if not whole:
        return not_measured(
            "Not measured: too few visitors of this page share their figures."
        )
    of = ", ".join(f"{name} ({whose(field)})" for name, field in whole)
    return passed(f"LCP, INP and CLS are good, as far as they are known: {of}.")


def vitals(field: FieldData) -> list[Metric]:
    return [metric for metric in field.metrics if metric.id in BOUNDS]


def finding(strategy: str, field: FieldData, metric: Metric) -> Finding:
    note = f"{metric.rating} on {strategy}, {whose(field)}; good is"
    shown = f"{metric.id} {metric.shown}"
    return Finding(shown, f"{note} up to {BOUNDS[metric.id]}")


def whose(field: FieldData) -> str:
    return "this page" if field.scope == "page" else "the whole origin"
