"""What happened, what a receiver answered and what helps, as people read it."""

from __future__ import annotations

from http import HTTPStatus

from webapp.services.webhooks.events import Event
from webapp.services.webhooks.sending import SEND_SECONDS

EVENTS = {
    Event.TEASER_READY: "The first half of a report is ready",
    Event.FULL_READY: "The full report is ready",
    Event.FAILED: "A scan failed",
    Event.SITE_FINISHED: "A site scan came to its end",
    Event.ALERT: "A schedule raised an alert",
    Event.TEST: "A test",
}
#: Where no status was answered, by the code of what went wrong.
ANSWERS = {
    "timeout": "no answer in time",
    "connection_failed": "connection refused",
    "tls_error": "no secure connection",
    "bad_response": "no proper HTTP answer",
    "dns_not_found": "no server of this name",
    "dns_failure": "its name could not be looked up",
    "blocked_address": "its name leads to an address that is not public",
    "bad_scheme": "its address is not https://",
    "secret_lost": "its secret cannot be read any more",
}
AGAIN = "Change the address below."
FALLBACK = (
    f"Whatever is not a status of 200 to 299 within {SEND_SECONDS:.0f} seconds counts "
    "as failed: the receiver’s own log says what it made of the message."
)
#: What helps, by the answer.
ADVICE = {
    "400": "The receiver does not like the message: often it checks the signature over "
    "parsed JSON instead of the bytes that came, or with another secret.",
    "401": "The receiver turns the message away: look whether it has this webhook’s "
    "present secret, and whether a sign-in stands in front of it.",
    "404": f"There is nothing at this address. {AGAIN}",
    "405": "The receiver takes no POST at this address.",
    "429": "The receiver has too much to do: let it answer 204 first and work later.",
    "timeout": f"The receiver has {SEND_SECONDS:.0f} seconds: let it answer 204 first "
    "and work later.",
    "connection_failed": "Nothing listens there, or a firewall keeps us out.",
    "tls_error": "Its certificate has to be valid for this name and to come with those "
    "of its issuers, as for a browser.",
    "dns_not_found": f"Look for a slip in the address. {AGAIN}",
    "blocked_address": "Only servers that the whole internet can reach are sent to.",
    "bad_scheme": "Without TLS only servers in the operator’s own networks are told. "
    f"{AGAIN}",
    "secret_lost": "Give it a new secret.",
}
ALIKE = {"403": "401", "502": "connection_failed", "503": "429", "504": "timeout"}


def answered(answer: str) -> str:
    """``204 No Content``; what went wrong where there was no status."""
    if not answer.isdecimal():
        return ANSWERS.get(answer, answer.replace("_", " "))
    known = {status.value: status.phrase for status in HTTPStatus}
    return f"{answer} {known.get(int(answer), '')}".strip()


def advice(answer: str) -> str:
    """A sentence or two for whoever looks after the receiver."""
    if answer.startswith("3"):
        return f"It leads elsewhere, and redirects are not followed. {AGAIN}"
    return ADVICE.get(ALIKE.get(answer, answer), FALLBACK)
