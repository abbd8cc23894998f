"""How calls to foreign services went, as a finished report tells it."""

from __future__ import annotations

from webapp.domain.measures import Measure
from webapp.domain.report import ReportBody
from webapp.services import measurements
from webapp.services.current import settings


def note(body: ReportBody) -> None:
    """Within a transaction: how the calls to foreign services went, where any were
    made. PageSpeed is asked for each device, the model where one is set up."""
    for result in body.get("pagespeed", {}).get("results", ()):
        word = "unavailable" if result["unavailable"] else "ok"
        measurements.note(Measure.EXTERNAL, f"pagespeed {word}")
    if settings().llm_base_url:
        is_there = body.get("insights", {}).get("source") == "model"
        word = "ok" if is_there else "unavailable"
        measurements.note(Measure.EXTERNAL, f"model {word}")
