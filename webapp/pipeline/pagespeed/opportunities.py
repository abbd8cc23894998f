"""Lighthouse's failed checks, those that cost most first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from webapp.domain.pagespeed import Opportunity
from webapp.pipeline.pagespeed.metrics import LAB
from webapp.pipeline.pagespeed.values import items, number, part, text

MOST = 10
#: Lighthouse has some 150; a hostile service has more.
MOST_READ = 1000
#: From this score on Lighthouse itself shows a check as passed.
PASSED = 0.9
JUDGED = frozenset({"binary", "numeric", "metricSavings"})
TIMES = ("LCP", "FCP", "INP", "TBT")


@dataclass(frozen=True, slots=True)
class Failed:
    """A failed check with what it costs: milliseconds, layout shift, bytes, weight."""

    id: str
    audit: dict[str, Any]
    weight: float
    times: dict[str, float] = field(default_factory=dict)

    @property
    def cost(self) -> tuple[float, float, float, str]:
        """For sorting, dearest first."""
        return (
            -max(self.times.values(), default=0.0),
            -self.shift,
            -self.weight,
            self.id,
        )

    @property
    def shift(self) -> float:
        return number(part(self.audit, "metricSavings").get("CLS")) or 0.0

    @property
    def savings(self) -> str:
        """``LCP 1.2 s, FCP 300 ms``; empty where there is no estimate."""
        told = [f"{name} {shown(time)}" for name, time in self.times.items()]
        if self.shift:
            told.append(f"CLS {self.shift:.3f}")
        size = number(part(self.audit, "details").get("overallSavingsBytes"))
        if size and size >= 1024:
            told.append(f"{size / 1024:.0f} KiB")
        return text(", ".join(told), 100)


def read_opportunities(result: dict[str, Any]) -> tuple[Opportunity, ...]:
    """At most ten: by time saved, then layout shift, then weight in its category."""
    dearest = sorted(failed_audits(result), key=lambda failed: failed.cost)[:MOST]
    return tuple(
        Opportunity(
            text(failed.id, 60),
            text(failed.audit.get("title"), 120),
            text(failed.audit.get("displayValue"), 60),
            failed.savings,
        )
        for failed in dearest
    )


def failed_audits(result: dict[str, Any]) -> Iterator[Failed]:
    """The metrics themselves are no checks, and are shown elsewhere."""
    weights, metrics = read_references(result)
    audits = list(part(result, "audits").items())[:MOST_READ]
    for audit_id, audit in audits:
        if audit_id not in metrics and isinstance(audit, dict) and is_failed(audit):
            weight = weights.get(audit_id, 0.0)
            yield Failed(audit_id, audit, weight, time_savings(audit))


def is_failed(audit: dict[str, Any]) -> bool:
    mode = audit.get("scoreDisplayMode")
    score = number(audit.get("score"))
    is_judged = isinstance(mode, str) and mode in JUDGED
    return is_judged and score is not None and score < PASSED and bool(title_of(audit))


def title_of(audit: dict[str, Any]) -> str:
    return text(audit.get("title"), 120)


def time_savings(audit: dict[str, Any]) -> dict[str, float]:
    """Milliseconds by metric; of old checks, of the load as a whole."""
    by_metric = part(audit, "metricSavings")
    told = {name: number(by_metric.get(name)) for name in TIMES}
    told["load"] = None
    if not any(told.values()):
        told["load"] = number(part(audit, "details").get("overallSavingsMs"))
    return {name: time for name, time in told.items() if time and time >= 1}


def read_references(result: dict[str, Any]) -> tuple[dict[str, float], set[str]]:
    """Weights by check, and which checks are the metrics."""
    weights: dict[str, float] = {}
    metrics = set(LAB.values())
    for category in list(part(result, "categories").values())[:10]:
        for reference in items(part(category).get("auditRefs"))[:MOST_READ]:
            audit_id = text(part(reference).get("id"), 60)
            weight = number(part(reference).get("weight")) or 0.0
            weights[audit_id] = max(weight, weights.get(audit_id, 0.0))
            if part(reference).get("group") == "metrics":
                metrics.add(audit_id)
    return weights, metrics


def shown(milliseconds: float) -> str:
    if milliseconds < 1000:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds / 1000:.1f} s"
