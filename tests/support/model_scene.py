"""Asking for insights with a stub model, and what it cost."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select

from support.insight_body import TEXT, body
from support.model_calls import KEY
from support.model_server import ModelServer
from webapp.extensions import db
from webapp.models import ModelAnswer, ModelBill, ModelDay, ModelEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import insights


def model_settings(model: ModelServer) -> dict[str, str]:
    return {
        "LLM_BASE_URL": model.url,
        "LLM_API_KEY": KEY,
        "LLM_MODEL": "stub-1",
        "LLM_TIMEOUT_SECONDS": "1",
    }


def ask(
    scan_id: uuid.UUID | None = None, attempt: int = 1, text: str = TEXT, **more: Any
) -> dict[str, Any]:
    """Insights of the body of ``insight_body``, but for ``more``."""
    chosen = scan_id or uuid.uuid4()
    return insights.insights_for(chosen, attempt, body(**more), text)


def spent() -> int:
    """Tokens of all days."""
    db.session.rollback()
    return sum(db.session.scalars(select(ModelDay.tokens)))


def bills() -> list[tuple[int, int | None]]:
    """Reserved and used tokens of each call."""
    db.session.rollback()
    rows = db.session.execute(
        select(ModelBill.reserved, ModelBill.used).order_by(ModelBill.created_at)
    )
    return [(row.reserved, row.used) for row in rows]


@transactional
def age(seconds: int) -> None:
    """All answers were kept so long ago."""
    for row in db.session.scalars(select(ModelAnswer)):
        row.created_at = db_now(-seconds)


@transactional
def end_rest() -> None:
    for row in db.session.scalars(select(ModelEndpoint)):
        row.rests_until = db_now(-1)
