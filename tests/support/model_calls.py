"""One call of a stub model, for the page of ``insight_body``."""

from __future__ import annotations

from collections.abc import Callable

from support.insight_body import TEXT, body
from support.model_server import ModelServer
from webapp.pipeline.generate.model_call import Endpoint, ModelRequest, Reply
from webapp.pipeline.generate.model_client import ask
from webapp.pipeline.generate.model_request import build, gather

KEY = "sk-very-secret"

Serve = Callable[..., ModelServer]


def request() -> ModelRequest:
    report = body()
    return build(gather(report["audits"], report["page"], report["keyphrases"], TEXT))


def call(url: str, seconds: float = 5, key: str = KEY) -> Reply:
    return ask(Endpoint(url, key, "stub-1", seconds), request())
