"""GENERATE: what to do first, composed by rules or written by a language model."""

from __future__ import annotations

from webapp.pipeline.generate.ai_view import ai_view
from webapp.pipeline.generate.insights import compose_insights, without_model
from webapp.pipeline.generate.visible_text import visible_text

__all__ = ["ai_view", "compose_insights", "visible_text", "without_model"]
