"""The blueprint that the routes here add to, and the words of its templates."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from webapp.services.webhooks.notices import REASONS
from webapp.webhooks import words

bp = Blueprint("webhooks", __name__, url_prefix="/webhooks")


@bp.context_processor
def add_words() -> dict[str, Any]:
    return {"REASONS": REASONS, "EVENTS": words.EVENTS, "answered": words.answered}
