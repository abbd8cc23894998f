"""How often one may try: a limit per address and one per account.

Only failures count, so that an office behind one address signs in as often as it likes.
They count once they failed, so only a few may be tried at the same moment.
"""

from __future__ import annotations

import functools
import threading
from collections import Counter
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Response, g, make_response, render_template, request
from flask_limiter import RateLimitExceeded

from webapp.auth.blueprint import bp
from webapp.auth.forms import ForgottenForm, LoginForm, NewAccountForm
from webapp.exceptions import Refused, Unavailable
from webapp.extensions import limiter
from webapp.filters import in_words
from webapp.security.addresses import address_key
from webapp.security.sign_in import current_account
from webapp.security.waits import seconds_to_wait
from webapp.services import accounts
from webapp.services.secret_tokens import digest

P = ParamSpec("P")
R = TypeVar("R")

PER_ADDRESS = "5/minute;20/hour"
#: From all addresses together. Higher than what one address may do, so that nobody
#: alone can lock an account's owner out.
PER_ACCOUNT = "10/minute;60/hour"
#: Wrong passwords of one address, or for one account, that may be tried at once.
AT_ONCE = 4
SENTENCE = "Too many attempts. Please wait {} and try again."

#: Where the form is worth showing again with what was typed.
FORMS = {
    "auth.login": ("auth/login.html", LoginForm),
    "auth.register": ("auth/register.html", NewAccountForm),
    "auth.forgot": ("auth/forgot.html", ForgottenForm),
}


def email_key() -> str:
    """The account tried, not in clear: Redis need not know who signs in. All spellings
    of an address are one account's."""
    typed = request.form.get("email", "")
    try:
        return digest(accounts.normalise_email(typed))
    except Refused:
        return digest(typed.strip().lower())


def user_key() -> str:
    user = current_account()
    return str(user.id) if user else address_key()


def is_wrong(response: Response) -> bool:
    """A wrong password, for signing in (401) or for a change (403)."""
    return response.status_code in (401, 403)


def is_answered(response: Response) -> bool:
    """An account was made or a message goes out (303), or the answer told that an
    address has an account (409)."""
    return response.status_code in (303, 409)


class Busy:
    """How many attempts each key has under way in this process."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.number: Counter[str] = Counter()

    def begin(self, keys: set[str]) -> None:
        """Raises ``Unavailable`` (too_many_at_once) where one has enough of them."""
        with self.lock:
            if any(self.number[key] >= AT_ONCE for key in keys):
                sentence = SENTENCE.format("a few seconds")
                raise Unavailable("too_many_at_once", sentence, 5, 429)
            self.number.update(keys)

    def end(self, keys: set[str]) -> None:
        with self.lock:
            self.number.subtract(keys)
            self.number += Counter()  # forgets the zeros


busy = Busy()


def few_at_once(view: Callable[P, R]) -> Callable[P, R]:
    """Outside of the limits of wrong passwords, until they have counted: Flask-Limiter
    does so when the answer is there."""

    @functools.wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if request.method == "POST":
            account = email_key() if "email" in request.form else user_key()
            keys = {address_key(), account}
            busy.begin(keys)
            g.attempt_keys = keys
        return view(*args, **kwargs)

    return guarded


@bp.teardown_request
def end_attempt(_: BaseException | None) -> None:
    if keys := g.pop("attempt_keys", None):
        busy.end(keys)


#: Decorators of views, from the outside in.
sign_ins_by_address = limiter.limit(
    PER_ADDRESS, key_func=address_key, methods=["POST"], deduct_when=is_wrong
)
sign_ins_by_account = limiter.limit(
    PER_ACCOUNT, key_func=email_key, methods=["POST"], deduct_when=is_wrong
)
new_accounts = limiter.limit(
    "30/hour", key_func=address_key, methods=["POST"], deduct_when=is_answered
)
#: Each is a message, asked for or not, in somebody's mailbox.
resets_by_address = limiter.limit(
    PER_ADDRESS, key_func=address_key, methods=["POST"], deduct_when=is_answered
)
resets_by_account = limiter.limit(
    "3/hour", key_func=email_key, methods=["POST"], deduct_when=is_answered
)
password_checks = limiter.shared_limit(
    PER_ADDRESS,
    "password_checks",
    key_func=user_key,
    methods=["POST"],
    deduct_when=is_wrong,
)


@bp.errorhandler(RateLimitExceeded)
def too_many_attempts(_: RateLimitExceeded) -> Response:
    wait = seconds_to_wait()
    sentence = SENTENCE.format(in_words(wait + 59))  # it rounds down to minutes
    template, form = FORMS.get(request.endpoint or "", ("auth/too_many.html", None))
    page = render_template(template, form=form() if form else None, notice=sentence)
    return make_response(page, 429, {"Retry-After": str(wait)})
