"""One call of an OpenAI-compatible endpoint. Imported late: it takes half a second."""

from __future__ import annotations

import json
import logging
from typing import Any, cast
from urllib.parse import urlsplit

import httpcore2
import httpx2
import openai
from openai.types.chat import ChatCompletionMessageParam

from webapp.pipeline.generate.model_call import (
    Endpoint,
    ModelFailed,
    ModelRequest,
    Reply,
)
from webapp.pipeline.generate.model_request import ANSWER_TOKENS
from webapp.pipeline.generate.model_transport import Bound, BoundTransport

# They log URLs, whole requests and answers; these hold keys and pages' texts.
for name in ("openai", "httpx2", "httpcore2"):
    logging.getLogger(name).setLevel(logging.WARNING)

#: What the libraries raise besides errors of their own, for odd bytes of a server.
ODD_ANSWERS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
#: An endpoint that reports more than this does not count tokens.
MOST_TOKENS = 10_000_000
#: These want the new name of the bound on an answer; others may only know the old one.
NEW_NAMES = (".openai.com", ".openai.azure.com")


def ask(endpoint: Endpoint, request: ModelRequest) -> Reply:
    """Ask once, within ``endpoint.seconds`` in all; nothing is tried again, since each
    try may be billed. Raises ``ModelFailed``, whose text holds nothing of key, page or
    answer."""
    bound = Bound(endpoint.seconds)
    try:
        with httpx2.Client(
            transport=BoundTransport(bound, endpoint.api_key),
            trust_env=False,
            follow_redirects=False,
            timeout=endpoint.seconds,
        ) as http:
            body = post(endpoint, request, http)
    except openai.APIStatusError as error:
        raise status_failure(error.status_code) from None
    except (
        openai.OpenAIError,
        httpx2.HTTPError,
        httpx2.InvalidURL,
        httpcore2.NetworkError,
        httpcore2.TimeoutException,
        httpcore2.ProtocolError,
        *ODD_ANSWERS,
    ):
        raise failure(bound, endpoint.seconds) from None
    return read_reply(body)


def post(endpoint: Endpoint, request: ModelRequest, http: httpx2.Client) -> bytes:
    client = openai.OpenAI(
        # The transport writes the header; the library wants one at any rate.
        api_key=endpoint.api_key or "none",
        base_url=endpoint.base_url,
        max_retries=0,
        timeout=endpoint.seconds,
        http_client=http,
    )
    answer = client.chat.completions.with_raw_response.create(
        model=endpoint.model,
        messages=cast("list[ChatCompletionMessageParam]", request.messages),
        response_format={
            "type": "json_schema",
            "json_schema": {
                "name": "insights",
                "strict": True,
                "schema": request.schema,
            },
        },
        stream=False,
        extra_body={tokens_name(endpoint.base_url): ANSWER_TOKENS},
    )
    return answer.http_response.content


def tokens_name(base_url: str) -> str:
    host = "." + (urlsplit(base_url).hostname or "")
    return "max_completion_tokens" if host.endswith(NEW_NAMES) else "max_tokens"


def status_failure(status: int) -> ModelFailed:
    """A 4xx refuses the request, a 3xx sends it elsewhere: neither worked on it."""
    return ModelFailed(
        f"status_{status}",
        f"its endpoint answered with status {status}",
        is_unbilled=300 <= status < 500,
    )


def failure(bound: Bound, seconds: float) -> ModelFailed:
    if bound.is_too_much:
        return ModelFailed("too_large", "its answer was too large")
    is_unbilled = not bound.is_asked
    if bound.is_over:
        sentence = f"it did not answer within {seconds:g} seconds"
        return ModelFailed("timeout", sentence, is_unbilled=is_unbilled)
    if is_unbilled:
        return ModelFailed("unreachable", "it could not be reached", is_unbilled=True)
    return ModelFailed("broken", "the connection to it broke or made no sense")


def read_reply(body: bytes) -> Reply:
    """The first choice of a completion. Raises ``ModelFailed`` where there is none."""
    try:
        told = json.loads(body)
        choice = told["choices"][0]
        content = choice["message"]["content"]
        finish = choice.get("finish_reason") or "stop"
        usage = told.get("usage") or {}
        total = usage.get("total_tokens")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise ModelFailed("unreadable", "its answer could not be read") from None
    is_whole = isinstance(content, str) and finish == "stop"
    return Reply(content if is_whole else "", credible(total), is_whole)


def credible(total: Any) -> int | None:
    """Nothing costs nothing."""
    is_number = isinstance(total, int) and not isinstance(total, bool)
    return total if is_number and 0 < total <= MOST_TOKENS else None
