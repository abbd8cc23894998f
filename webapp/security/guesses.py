"""How often one address may ask for scans that it cannot see.

Only answers of 404 count, so that looking at one's own scans is never held up; who
tried too many ids waits before the next one, right or wrong.
"""

from __future__ import annotations

from flask import Response, current_app
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded

from webapp.exceptions import Unavailable
from webapp.extensions import limiter
from webapp.security.addresses import address_key
from webapp.security.waits import seconds_to_wait

PER_ADDRESS = "120/minute"
SENTENCE = "Too many scans were asked for that do not exist. Please wait a minute."


def is_missing(response: Response) -> bool:
    return response.status_code == 404


#: Decorator of views, the innermost: pages and API count together.
scan_guesses = limiter.shared_limit(
    PER_ADDRESS, "scan_guesses", key_func=address_key, deduct_when=is_missing
)


def too_many_guesses(_: RateLimitExceeded) -> ResponseReturnValue:
    """In the form that was asked for, as every 429."""
    error = Unavailable("rate_limited", SENTENCE, seconds_to_wait(), 429)
    shown: ResponseReturnValue = current_app.handle_user_exception(error)
    return shown
