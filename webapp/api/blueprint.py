"""JSON API v1: the blueprint of all its routes, and how a body is read.

It reads only the Authorization header, never a cookie, and so needs no CSRF token.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask_limiter import RateLimitExceeded

from webapp.exceptions import Refused
from webapp.security.guesses import too_many_guesses

bp = Blueprint("api", __name__, url_prefix="/api/v1")
bp.register_error_handler(RateLimitExceeded, too_many_guesses)


def json_body() -> dict[str, Any]:
    if not request.is_json:
        sentence = "Send JSON, with the header Content-Type: application/json."
        raise Refused("bad_content_type", sentence, status=415)
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # brackets within brackets, thousands deep
        body = None
    if not isinstance(body, dict):
        sentence = 'Send a JSON object such as {"url": "https://example.com/"}.'
        raise Refused("bad_json", sentence, status=400)
    return body
