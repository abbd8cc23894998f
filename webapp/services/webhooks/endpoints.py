"""The endpoints of a user: make, change, test, turn off and on, delete."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable

from sqlalchemy import delete, func, select, update

from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import User, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.models.transactions import read_anew, transactional
from webapp.services.one_line import one_line
from webapp.services.sealing import seal
from webapp.services.webhooks import addresses, events, signing
from webapp.services.webhooks.events import CHOICES, Event

MAX_ENDPOINTS = 10
MAX_NAME = 80
#: A receiver has so long to learn the new secret; both sign until then.
OVERLAP_SECONDS = 24 * 3600

#: Why one is off; the others are the answer of the last try.
BY_USER, FAILING = "by you", "failing"
GONE, SECRET_LOST = "410", "secret_lost"
NO_SUCH = "There is no such webhook."
CHANGED_SINCE = (
    "Its secret was changed since, and was not changed again. To make another one, "
    "open the webhook's page anew."
)


def list_for(user: User) -> list[WebhookEndpoint]:
    """Oldest first."""
    mine = select(WebhookEndpoint).where(WebhookEndpoint.user_id == user.id)
    return list(db.session.scalars(mine.order_by(WebhookEndpoint.created_at)))


def find(user: User, endpoint_id: uuid.UUID) -> WebhookEndpoint:
    """Raises ``Refused`` (404) for what is not this user's."""
    endpoint: WebhookEndpoint | None = db.session.get(WebhookEndpoint, endpoint_id)
    if endpoint is None or endpoint.user_id != user.id:
        raise Refused("not_found", NO_SUCH, status=404)
    return endpoint


def create(
    user: User,
    url: str,
    chosen: Iterable[str],
    name: str = "",
    new_id: uuid.UUID | None = None,
) -> tuple[WebhookEndpoint, str]:
    """The endpoint, with this id, and its secret, which is shown this once.

    Raises ``Refused`` (422): the address's own codes, own_host, bad_events,
    too_many_webhooks; and (409) made_already, where one has the id.
    """
    address, wanted = addresses.checked(url), checked_events(chosen)
    secret = signing.new_secret()
    endpoint = WebhookEndpoint(
        id=new_id or uuid.uuid4(),
        user_id=user.id,
        url=address,
        name=one_line(name, MAX_NAME),
        events=wanted,
        secret=seal(secret),
    )
    return insert(user, endpoint), secret


@transactional
def insert(user: User, endpoint: WebhookEndpoint) -> WebhookEndpoint:
    # Two at once wait for each other, so that each sees the other's.
    db.session.get(User, user.id, with_for_update=True)
    if db.session.get(WebhookEndpoint, endpoint.id) is not None:
        sentence = "This webhook was added already; its secret is shown once. If it "
        sentence += "got lost, make a new one on the webhook's page."
        raise Refused("made_already", sentence, status=409)
    mine = select(func.count()).where(WebhookEndpoint.user_id == user.id)
    if (db.session.scalar(mine) or 0) >= MAX_ENDPOINTS:
        sentence = f"At most {MAX_ENDPOINTS} webhooks: delete one that is not needed."
        raise Refused("too_many_webhooks", sentence)
    endpoint.created_at = db.session.scalars(select(db_now())).one()
    db.session.add(endpoint)
    db.session.flush()
    return endpoint


def checked_events(chosen: Iterable[str]) -> str:
    wanted = set(chosen)
    if not wanted or not wanted <= set(CHOICES):
        sentence = f"Choose at least one event of: {', '.join(CHOICES)}."
        raise Refused("bad_events", sentence)
    return " ".join(event for event in CHOICES if event in wanted)


def change(
    endpoint: WebhookEndpoint, url: str, chosen: Iterable[str], name: str
) -> None:
    """What waits goes to another address at once. One that is off stays so, and the
    secret stays. Raises ``Refused`` as ``create``."""
    # Settings may have changed: an address that stays keeps nobody from the rest.
    address = url if url == endpoint.url else addresses.checked(url)
    change_row(endpoint, address, checked_events(chosen), one_line(name, MAX_NAME))


@transactional
def change_row(endpoint: WebhookEndpoint, url: str, wanted: str, name: str) -> None:
    read_anew(endpoint, locks=True)
    is_other = url != endpoint.url
    endpoint.url, endpoint.events, endpoint.name = url, wanted, name
    if is_other:
        # What the old address answers to a try under way, a 410 say, counts no more.
        endpoint.lease_holder = None
        begin_anew(endpoint)
    db.session.flush()


def begin_anew(endpoint: WebhookEndpoint) -> None:
    """Within a transaction: what waits is due now, and none of its tries counts."""
    endpoint.failing_since = endpoint.rests_until = None
    waits = WebhookDelivery.due_at.is_not(None)
    mine = (WebhookDelivery.endpoint_id == endpoint.id) & waits
    anew = update(WebhookDelivery).where(mine).values(due_at=db_now(), tries=0)
    db.session.execute(anew)


def rotate(endpoint: WebhookEndpoint, mark: str = "") -> str:
    """A new secret, shown this once; the one before signs as well for a day. With the
    ``mark`` of a secret only in place of that one, else ``Refused``."""
    secret = signing.new_secret()
    change_secret(endpoint, seal(secret), mark)
    return secret


def mark_of(endpoint: WebhookEndpoint) -> str:
    """Names its secret of now without telling it."""
    return hashlib.sha256(endpoint.secret.encode()).hexdigest()[:16]


@transactional
def change_secret(endpoint: WebhookEndpoint, sealed: str, mark: str) -> None:
    read_anew(endpoint, locks=True)
    if mark and mark != mark_of(endpoint):
        raise Refused("secret_changed", CHANGED_SINCE, status=409)
    endpoint.old_secret = endpoint.secret
    endpoint.old_secret_until = db.session.scalar(select(db_now(OVERLAP_SECONDS)))
    endpoint.secret = sealed
    db.session.flush()


@transactional
def disable(endpoint: WebhookEndpoint, because: str = BY_USER) -> None:
    """Nothing is sent and nothing new is noted; what waits stays."""
    if endpoint.disabled_at is None:
        endpoint.disabled_at = db.session.scalar(select(db_now()))
        endpoint.disabled_because = because
        db.session.flush()


@transactional
def enable(endpoint: WebhookEndpoint) -> None:
    """What waits is sent now, and its tries begin anew."""
    if endpoint.disabled_at is None:
        return  # pressed twice
    endpoint.disabled_at, endpoint.disabled_because = None, ""
    begin_anew(endpoint)
    db.session.flush()


@transactional
def remove(endpoint: WebhookEndpoint) -> None:
    """Its deliveries go with it, those that wait as well."""
    chosen = delete(WebhookEndpoint).where(WebhookEndpoint.id == endpoint.id)
    db.session.execute(chosen)


@transactional
def test(endpoint: WebhookEndpoint) -> WebhookDelivery:
    """Send a message that says nothing. Raises ``Refused`` (409) where it is off."""
    if endpoint.disabled_at is not None:
        raise Refused("webhook_off", "This webhook is off: turn it on.", status=409)
    return events.add(endpoint, Event.TEST, {"message": "This is a test."})
