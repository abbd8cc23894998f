"""Who writes a report's insights: a language model where one is to be had, else rules.

Nothing that the model's service does fails a scan. What a call may cost is committed
before it, what it brought before it is used: a second attempt of the same scan finds
the answer and pays nothing.
"""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Callable
from typing import Any, cast

from sqlalchemy import case, select

from webapp.domain.report import ReportBody
from webapp.domain.settings import Settings
from webapp.extensions import db
from webapp.models import ModelAnswer
from webapp.models.clock import db_now
from webapp.pipeline.generate import compose_insights, visible_text, without_model
from webapp.pipeline.generate.model_answer import Answer, own_hosts, read_answer
from webapp.pipeline.generate.model_call import (
    AnswerRefused,
    Endpoint,
    ModelFailed,
    ModelRequest,
    Reply,
)
from webapp.pipeline.generate.model_insights import from_answer
from webapp.pipeline.generate.model_request import Material, answer_key, build, gather
from webapp.pipeline.generate.shape import Insights
from webapp.services import model_breaker, model_budget
from webapp.services.current import settings
from webapp.services.model_budget import Hold, NotAsked

log = logging.getLogger(__name__)

#: A good answer is used again for a week; a refused one is not paid for again within
#: the hour.
ANSWER_SECONDS = 7 * 86400
REFUSAL_SECONDS = 3600


def insights_for(
    scan_id: uuid.UUID, attempt: int, body: ReportBody, text: str
) -> dict[str, Any]:
    """``pipeline.generate.shape.Insights``. ``text`` is the page's main text; of the
    report only ``audits``, ``page``, ``keyphrases`` and ``final_url`` are read.

    Where no model can be had the rules write, and ``label`` says why. Opens
    transactions of its own, and holds none during the call.
    """
    text = visible_text(text)
    rules = compose_insights(body["audits"], body["page"], body["keyphrases"], text)
    if not settings().llm_base_url:
        return rules
    try:
        found = written_by_model(scan_id, attempt, body, text)
    except (NotAsked, ModelFailed, AnswerRefused) as why:
        log.info("scan %s: insights by rules: %s", scan_id, why.code)
        return without_model(rules, why.message)
    return cast("dict[str, Any]", found)


def written_by_model(
    scan_id: uuid.UUID, attempt: int, body: ReportBody, text: str
) -> Insights:
    """Raises ``NotAsked``, ``ModelFailed`` or ``AnswerRefused``."""
    chosen = settings()
    if not chosen.llm_model:
        raise NotAsked("no_model", "no model is named in LLM_MODEL")
    audits, page, keyphrases = body["audits"], body["page"], body["keyphrases"]
    material = gather(audits, page, keyphrases, text)
    key = answer_key(writer(chosen, body["final_url"]), material)
    answer = kept_answer(key)
    if answer is None:
        answer = fresh_answer(scan_id, attempt, key, material, body["final_url"])
    return from_answer(answer, chosen.llm_model, audits, page, keyphrases)


def writer(chosen: Settings, final_url: str) -> str:
    """Who answers, and for which site: its own name alone is let through in an answer,
    so a copy of a page elsewhere must not answer for it."""
    hosts = " ".join(sorted(own_hosts(final_url)))
    return f"{chosen.llm_base_url} {chosen.llm_model} {hosts}"


def kept_answer(key: str) -> Answer | None:
    """An answer to the same content. Raises ``AnswerRefused`` where it was refused a
    short while ago."""
    age = case((ModelAnswer.refusal == "", -ANSWER_SECONDS), else_=-REFUSAL_SECONDS)
    row = db.session.execute(
        select(ModelAnswer.answer, ModelAnswer.refusal).where(
            ModelAnswer.key == key, ModelAnswer.created_at > db_now(age)
        )
    ).one_or_none()
    if row is None:
        return None
    if row.refusal:
        raise AnswerRefused(row.refusal)
    return cast("Answer", row.answer)


def fresh_answer(
    scan_id: uuid.UUID, attempt: int, key: str, material: Material, final_url: str
) -> Answer:
    """Ask, check, keep: in this order, and the bill before all."""
    chosen = settings()
    endpoint = endpoint_key(chosen)
    if not model_breaker.may_ask(endpoint):
        raise NotAsked("resting", "its endpoint failed several times and is left alone")
    request = build(material)
    budget = chosen.llm_daily_tokens
    hold = model_budget.reserve(scan_id, attempt, key, request.most_tokens, budget)
    reply = paid_reply(chosen, endpoint, hold, request)
    try:
        answer = read_answer(reply, request, material, final_url)
    except AnswerRefused as refusal:
        model_budget.keep(hold, reply.tokens, {}, refusal.code)
        raise
    model_budget.keep(hold, reply.tokens, cast("dict[str, Any]", answer))
    return answer


def paid_reply(
    chosen: Settings, endpoint: str, hold: Hold, request: ModelRequest
) -> Reply:
    """The call, with its outcome told to breaker and budget. A job's time-out goes
    through and leaves all tokens reserved."""
    try:
        reply = model_door()(
            Endpoint(
                base_url=chosen.llm_base_url,
                api_key=chosen.llm_api_key,
                model=chosen.llm_model,
                seconds=chosen.llm_timeout,
            ),
            request,
        )
    except ModelFailed as failed:
        model_budget.settle(hold, 0 if failed.is_unbilled else None)
        model_breaker.record_failure(endpoint)
        raise
    model_breaker.record_answer(endpoint)
    return reply


def model_door() -> Callable[[Endpoint, ModelRequest], Reply]:
    """The client, imported only where a model is asked: it takes half a second."""
    from webapp.pipeline.generate import model_client

    return model_client.ask


def preload() -> None:
    """For a worker before it forks: import the client if it will be wanted."""
    if settings().llm_base_url:
        model_door()


def endpoint_key(chosen: Settings) -> str:
    name = f"{chosen.llm_base_url} {chosen.llm_model}"
    return hashlib.sha256(name.encode()).hexdigest()
