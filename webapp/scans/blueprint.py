"""The blueprint that the pages, fragments and actions of scans belong to."""

from __future__ import annotations

from flask import Blueprint
from flask_limiter import RateLimitExceeded

from webapp.security.guesses import too_many_guesses

bp = Blueprint("scans", __name__)
bp.register_error_handler(RateLimitExceeded, too_many_guesses)
