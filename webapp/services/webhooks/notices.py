"""Tell a user by mail that a webhook of theirs was turned off."""

from __future__ import annotations

import logging

from webapp.extensions import db
from webapp.models import User, WebhookEndpoint
from webapp.services import mail
from webapp.services.current import settings
from webapp.services.mail import MailFailed
from webapp.services.webhooks import endpoints

log = logging.getLogger(__name__)

SUBJECT = "A webhook of yours was turned off"
TEXT = """\
XenlixAI cannot deliver to the webhook
{name}
and turned it off: {because}. What waits for it is kept for a month.

When it is mended, turn it on again here, and what waits is sent:
{page}
"""
#: Why a webhook is off, by ``disabled_because``.
REASONS = {
    endpoints.BY_USER: "you turned it off",
    endpoints.GONE: "it answered that it is gone (410)",
    endpoints.FAILING: "nothing got through for days",
    endpoints.SECRET_LOST: "its secret cannot be read any more; give it a new one",
}


def tell_turned_off(endpoint: WebhookEndpoint) -> None:
    """Best effort: its page says the same."""
    user = db.session.get_one(User, endpoint.user_id)
    if not mail.is_available() or user.is_disabled:
        return
    text = TEXT.format(
        # No more of the address: it may carry a secret, and mail is read by many.
        name=endpoint.name or endpoint.url.partition("?")[0],
        because=REASONS.get(endpoint.disabled_because, endpoint.disabled_because),
        page=f"{settings().public_url}/webhooks/{endpoint.id}",
    )
    try:
        mail.send(user.email, SUBJECT, text)
    except MailFailed as error:
        log.warning("webhook %s: its user was not told: %s", endpoint.id, error)
