"""How often a user may have something sent to a server at once, by page and API
together: each is a message to somebody's server that a button asked for."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask_limiter import RateLimitExceeded

from webapp.exceptions import Unavailable
from webapp.extensions import limiter
from webapp.security import current_actor
from webapp.security.addresses import address_key
from webapp.security.waits import seconds_to_wait

PER_USER = "20/minute"
SENTENCE = "Too many messages were asked for. Please wait a minute."

P = ParamSpec("P")
R = TypeVar("R")


def user_key() -> str:
    user = current_actor().user
    return str(user.id) if user else address_key()


counted = limiter.shared_limit(PER_USER, "webhook_sendings", key_func=user_key)


def webhook_sendings(view: Callable[P, R]) -> Callable[P, R]:
    """Decorator of views, the innermost. Raises ``Unavailable`` (429)."""
    limited: Callable[P, R] = counted(view)

    @functools.wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return limited(*args, **kwargs)
        except RateLimitExceeded as error:
            wait = seconds_to_wait()
            raise Unavailable("rate_limited", SENTENCE, wait, 429) from error

    return guarded
