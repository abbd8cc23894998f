"""What was measured as a part of the stored report, and back."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from webapp.domain.pagespeed import (
    FieldData,
    Metric,
    Opportunity,
    PageSpeed,
    StrategyResult,
)
from webapp.pipeline.pagespeed.provider import nothing


def to_json(measured: PageSpeed) -> dict[str, Any]:
    """``{"provider", "results": [StrategyResult as a dict, …]}``, less than 20 KB;
    ``{"unavailable": reason}`` where nothing was measured. A strategy's ``field`` says
    its ``core_web_vitals`` besides (good, fair, poor or None)."""
    if measured.unavailable:
        return {"unavailable": measured.unavailable}
    strategies = [strategy_to_json(result) for result in measured.results]
    return {"provider": measured.provider, "results": strategies}


def strategy_to_json(result: StrategyResult) -> dict[str, Any]:
    stored = asdict(result)
    for name in ("lab", "warnings", "opportunities"):
        stored[name] = list(stored[name])
    if result.field is not None:
        stored["field"]["metrics"] = list(stored["field"]["metrics"])
        stored["field"]["core_web_vitals"] = result.field.core_web_vitals
    return stored


def from_json(stored: dict[str, Any]) -> PageSpeed:
    """The same value out of a stored report. Raises ``KeyError`` or ``TypeError`` for
    what ``to_json`` did not write."""
    if "unavailable" in stored:
        return nothing("none", stored["unavailable"])
    results = tuple(strategy_from_json(one) for one in stored["results"])
    return PageSpeed(stored["provider"], results)


def strategy_from_json(stored: dict[str, Any]) -> StrategyResult:
    parts = {
        **stored,
        "lab": metrics_from_json(stored["lab"]),
        "field": field_from_json(stored["field"]),
        "warnings": tuple(stored["warnings"]),
        "opportunities": tuple(Opportunity(**one) for one in stored["opportunities"]),
    }
    return StrategyResult(**parts)


def field_from_json(stored: dict[str, Any] | None) -> FieldData | None:
    if stored is None:
        return None
    return FieldData(stored["scope"], metrics_from_json(stored["metrics"]))


def metrics_from_json(stored: list[dict[str, Any]]) -> tuple[Metric, ...]:
    return tuple(Metric(**one) for one in stored)
