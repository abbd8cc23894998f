"""JSON API v1: the blueprint of all its routes.

It reads only the Authorization header, never a cookie, and so needs no CSRF token.
"""

from __future__ import annotations

from flask import Blueprint
from flask_limiter import RateLimitExceeded

from webapp.security.guesses import too_many_guesses

bp = Blueprint("api", __name__, url_prefix="/api/v1")
bp.register_error_handler(RateLimitExceeded, too_many_guesses)
