"""GENERATE: what to do first, composed from the findings by rules."""

from __future__ import annotations

from webapp.pipeline.generate.insights import compose_insights

__all__ = ["compose_insights"]
