"""A job sends what is due to one endpoint.

At least once, in about the order of what happened: a job that dies after the receiver
took a message leaves it due, and it is sent again under the same id. One job at a time
sends to an endpoint.
"""

from __future__ import annotations

import logging
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select, update

from webapp.domain.measures import Measure
from webapp.exceptions import FetchFailed, UrlRefused
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now, is_over
from webapp.models.transactions import transactional
from webapp.pipeline.crawl import FetchPolicy, send
from webapp.services import measurements
from webapp.services.current import settings
from webapp.services.scan_options import fetch_policy
from webapp.services.sealing import CannotOpen, unseal
from webapp.services.webhooks import endpoints, notices, signing
from webapp.services.webhooks.asking import is_free
from webapp.services.webhooks.events import Status
from webapp.services.webhooks.schedule import wait_after

log = logging.getLogger(__name__)

#: For one message, from the look-up of the name to the head of the answer.
SEND_SECONDS = 15.0
#: After so long a job makes room for others, and the leader asks for another one.
JOB_SECONDS = 5.0
#: After a message that took long, its user's receivers rest for so many times as long:
#: they cost others no more than a fifth of a worker.
REST_SHARE, LONG_SECONDS = 4, 1.0
#: The longest rest of a receiver that asked for none itself.
MOST_REST_SECONDS = 300
#: Longer than a message, and it begins anew with each: who still holds it then is dead.
LEASE_SECONDS = 30

#: An endpoint to which nothing got through for so long is turned off when a delivery
#: to it is given up.
FAILING_SECONDS = 2 * 86400

#: The receiver has too much to do: it gets no other message for a while.
THROTTLES = frozenset({429, 502, 504})


@dataclass(frozen=True)
class Tried:
    """How one try went: ``answer`` is the status, or a code of ours."""

    answer: str
    is_taken: bool = False
    is_final: bool = False
    is_throttled: bool = False
    retry_after: float | None = None


def deliver(endpoint_id: uuid.UUID) -> str:
    """What is due to this endpoint, one after the other; a word on how it went."""
    holder = uuid.uuid4().hex
    if not claim(endpoint_id, holder):
        return "skipped: nothing to do, or another job does it"
    number, until = 0, time.monotonic() + JOB_SECONDS
    try:
        while time.monotonic() < until and (delivery := next_due(endpoint_id)):
            number += 1
            attempt(delivery, holder)
            if not renew(endpoint_id, holder):
                break  # it was frozen, and another job sends now
    finally:
        give_back(endpoint_id, holder)
    return f"sent: {number}"


@transactional
def claim(endpoint_id: uuid.UUID, holder: str) -> bool:
    free = (WebhookEndpoint.id == endpoint_id) & is_free()
    statement = update(WebhookEndpoint).where(free)
    statement = statement.values(
        lease_until=db_now(LEASE_SECONDS), lease_holder=holder, asked_until=None
    )
    taken = db.session.scalar(statement.returning(WebhookEndpoint.id))
    return taken is not None


def held(endpoint_id: uuid.UUID, holder: str) -> ColumnElement[bool]:
    return (WebhookEndpoint.id == endpoint_id) & (
        WebhookEndpoint.lease_holder == holder
    )


@transactional
def renew(endpoint_id: uuid.UUID, holder: str) -> bool:
    mine = update(WebhookEndpoint).where(held(endpoint_id, holder))
    renewed = mine.values(lease_until=db_now(LEASE_SECONDS))
    return db.session.scalar(renewed.returning(WebhookEndpoint.id)) is not None


@transactional
def give_back(endpoint_id: uuid.UUID, holder: str) -> None:
    mine = update(WebhookEndpoint).where(held(endpoint_id, holder))
    db.session.execute(mine.values(lease_until=None, lease_holder=None))


def next_due(endpoint_id: uuid.UUID) -> WebhookDelivery | None:
    """The one that has waited longest, unless the endpoint was turned off or rests, or
    its user was disabled since the job was asked for."""
    joined = WebhookDelivery.endpoint_id == WebhookEndpoint.id
    is_on = WebhookEndpoint.disabled_at.is_(None) & ~User.is_disabled
    chosen = select(WebhookDelivery).join(WebhookEndpoint, joined)
    chosen = chosen.join(User, User.id == WebhookEndpoint.user_id)
    chosen = chosen.where(WebhookEndpoint.id == endpoint_id, is_on)
    due = WebhookDelivery.due_at <= db_now()
    chosen = chosen.where(due, is_over(WebhookEndpoint.rests_until))
    order = (WebhookDelivery.due_at, WebhookDelivery.created_at)
    found: WebhookDelivery | None = db.session.scalar(chosen.order_by(*order).limit(1))
    return found


def attempt(delivery: WebhookDelivery, holder: str) -> None:
    """One try, and what it means."""
    endpoint = db.session.get_one(WebhookEndpoint, delivery.endpoint_id)
    endpoint_id, delivery_id, event = endpoint.id, delivery.id, delivery.event
    started = time.monotonic()
    tried = post(endpoint, delivery)
    took = time.monotonic() - started
    log.info("webhook %s: %s: %s in %.1f s", endpoint_id, event, tried.answer, took)
    if record(delivery_id, tried, holder, took):
        notices.tell_turned_off(endpoint)


def post(endpoint: WebhookEndpoint, delivery: WebhookDelivery) -> Tried:
    """Sign and send. Nothing of what is answered but its status is kept."""
    url, body, now = endpoint.url, delivery.body.encode(), int(time.time())
    try:
        headers = signing.headers(message_id(delivery), now, body, secrets(endpoint))
        headers["Content-Type"] = "application/json"
        db.session.commit()  # nothing is held while somebody else's server thinks
        answer = send(url, body, headers, policy())
    except CannotOpen:
        return Tried(endpoints.SECRET_LOST, is_final=True)
    except UrlRefused as error:
        return Tried(error.code)
    except FetchFailed as error:
        return Tried(error.code)
    return Tried(
        answer=str(answer.status),
        is_taken=200 <= answer.status < 300,
        is_final=str(answer.status) == endpoints.GONE,
        is_throttled=answer.status in THROTTLES,
        retry_after=answer.retry_after,
    )


def message_id(delivery: WebhookDelivery) -> str:
    """The same at each try: by it a receiver knows what it has seen."""
    return f"msg_{delivery.id.hex}"


def secrets(endpoint: WebhookEndpoint) -> list[str]:
    """The present one, and for a while the one before. Raises ``CannotOpen``."""
    found = [unseal(endpoint.secret)]
    now = db.session.execute(select(db_now())).scalar_one()
    until = endpoint.old_secret_until
    if endpoint.old_secret and until and until > now:
        with suppress(CannotOpen):  # its loss may be why there is a new one
            found.append(unseal(endpoint.old_secret))
    return found


def policy() -> FetchPolicy:
    return replace(fetch_policy(settings()), total_seconds=SEND_SECONDS)


@transactional
def record(
    delivery_id: uuid.UUID, tried: Tried, holder: str, took: float = 0.0
) -> bool:
    """Write down how it went; whether that turned the endpoint off."""
    delivery = db.session.get(WebhookDelivery, delivery_id, populate_existing=True)
    if delivery is None or delivery.due_at is None:
        return False  # deleted with its webhook meanwhile, or another job was quicker
    mine = delivery.endpoint_id
    # Locked: a change of its address comes before this, or after all of it.
    endpoint = db.session.get_one(
        WebhookEndpoint, mine, populate_existing=True, with_for_update=True
    )
    if endpoint.lease_holder != holder:
        return False  # who holds it now sends it again
    if took > LONG_SECONDS:
        rest(endpoint.user_id, REST_SHARE * took)
    now = db.session.execute(select(db_now())).scalar_one()
    measurements.note(Measure.WEBHOOK, "delivered" if tried.is_taken else "failed")
    delivery.tries += 1
    delivery.tried_at, delivery.answer = now, tried.answer
    if tried.is_taken:
        end(delivery, Status.DELIVERED)
        endpoint.failing_since = None
        return False
    return record_failure(endpoint, delivery, tried, now)


def record_failure(
    endpoint: WebhookEndpoint, delivery: WebhookDelivery, tried: Tried, now: datetime
) -> bool:
    """Within the transaction: another try, or the end of the delivery, and where
    nothing gets through, of the endpoint."""
    endpoint.failing_since = endpoint.failing_since or now
    wait = wait_after(delivery.tries, tried.retry_after)
    if wait is not None and not tried.is_final:
        delivery.due_at = now + timedelta(seconds=wait)
        if tried.is_throttled:
            patience = max(tried.retry_after or 0, min(wait, MOST_REST_SECONDS))
            endpoint.rests_until = now + timedelta(seconds=patience)
        return False
    end(delivery, Status.GIVEN_UP)
    failing = (now - endpoint.failing_since).total_seconds()
    if tried.is_final or failing >= FAILING_SECONDS:
        because = tried.answer if tried.is_final else endpoints.FAILING
        endpoints.disable(endpoint, because)
        return True
    return False


def rest(user_id: uuid.UUID, seconds: float) -> None:
    """Within a transaction: of all of a user's endpoints that do not rest yet."""
    until = db_now(seconds)
    sooner = is_over(WebhookEndpoint.rests_until)
    mine = (WebhookEndpoint.user_id == user_id) & sooner
    statement = update(WebhookEndpoint).where(mine).values(rests_until=until)
    db.session.execute(statement.execution_options(synchronize_session=False))


def end(delivery: WebhookDelivery, status: Status) -> None:
    delivery.status, delivery.due_at = status, None
    delivery.ended_at = db.session.scalar(select(db_now()))
