"""PARSE: from bytes to a ``ParsedPage``; no network.

Any bytes at all give a page or ``AnalysisFailed``.
"""

from __future__ import annotations

from webapp.pipeline.parse.page import parse

__all__ = ["parse"]
