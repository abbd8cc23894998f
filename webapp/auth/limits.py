"""How often one may try: a limit per address and one per account.

Only failures count, so that an office behind one address signs in as often as it likes.
What runs at the same moment is counted after it ran; the few parallel hashes that
``services.passwords`` allows bound how much that is.
"""

from __future__ import annotations

import time

from flask import Response, make_response, render_template, request
from flask_limiter import RateLimitExceeded

from webapp.auth.blueprint import bp
from webapp.auth.forms import ForgottenForm, LoginForm, NewAccountForm
from webapp.exceptions import Refused
from webapp.extensions import limiter
from webapp.security.addresses import address_key
from webapp.security.sign_in import current_account
from webapp.services import accounts
from webapp.services.secret_tokens import digest

PER_ADDRESS = "5/minute;20/hour"
#: From all addresses together. Higher than what one address may do, so that nobody
#: alone can lock an account's owner out.
PER_ACCOUNT = "10/minute;60/hour"
SENTENCE = "Too many attempts. Please wait a few minutes and try again."

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
    """A form without a mistake: an account was made, the answer told that an address
    has one, or a message went out."""
    return response.status_code != 422


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
    template, form = FORMS.get(request.endpoint or "", ("auth/too_many.html", None))
    page = render_template(template, form=form() if form else None, notice=SENTENCE)
    breached = limiter.current_limit
    wait = breached.reset_at - time.time() if breached else 60
    return make_response(page, 429, {"Retry-After": str(max(1, round(wait)))})
