"""PARSE: from bytes to a ``ParsedPage``; no network.

Any bytes at all give a page or ``AnalysisFailed``.
"""

from __future__ import annotations

from webapp.pipeline.parse import extracted, language, visible_dates
from webapp.pipeline.parse.page import parse

__all__ = ["parse", "preload"]


def preload() -> None:
    """Load what takes a second at first use, for a worker before it forks."""
    extracted.trafilatura()
    visible_dates.finder()
    language.identifier()
