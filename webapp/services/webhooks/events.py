"""What is told, written down in the transaction of what happened: both or neither."""

from __future__ import annotations

import json
import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from webapp.extensions import db
from webapp.models import Scan, SiteScan, WebhookDelivery, WebhookEndpoint
from webapp.models.clock import db_now
from webapp.services.current import settings


class Event(StrEnum):
    """The names that a receiver sees as ``type``."""

    TEASER_READY = "scan.teaser_ready"
    FULL_READY = "scan.full_ready"
    FAILED = "scan.failed"
    SITE_FINISHED = "site.finished"
    ALERT = "alert.raised"
    TEST = "webhook.test"


#: Those that an endpoint may ask for; a test is sent on demand.
CHOICES = (
    Event.TEASER_READY,
    Event.FULL_READY,
    Event.FAILED,
    Event.SITE_FINISHED,
    Event.ALERT,
)


class Status(StrEnum):
    """Where a delivery stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    GIVEN_UP = "given up"


def announce(event: Event, scan_id: uuid.UUID, user_id: uuid.UUID | None) -> None:
    """Within the transaction of what happened: to each endpoint of the scan's user that
    asked for it. A visitor has none."""
    wanting = endpoints_wanting(event, user_id)
    if not wanting:
        return
    db.session.flush()
    scan = db.session.get_one(Scan, scan_id, populate_existing=True)
    for endpoint in wanting:
        add(endpoint, event, about(scan))


def announce_site(event: Event, site: SiteScan) -> None:
    """The same of a site scan."""
    for endpoint in endpoints_wanting(event, site.user_id):
        add(endpoint, event, about_site(site))


def endpoints_wanting(event: Event, user_id: uuid.UUID | None) -> list[WebhookEndpoint]:
    if user_id is None:
        return []
    mine = WebhookEndpoint.user_id == user_id
    active = select(WebhookEndpoint).where(mine, WebhookEndpoint.disabled_at.is_(None))
    return [row for row in db.session.scalars(active) if event in row.events.split()]


def about(scan: Scan) -> dict[str, Any]:
    """Little: whoever wants the report asks for it, and is asked who they are."""
    site = settings().public_url
    return {
        "scan_id": scan.public_id,
        "url": scan.url,
        "status": scan.status,
        "score": scan.score,
        "error_code": scan.error_code,
        "page": f"{site}/scans/{scan.public_id}",
        "api": f"{site}/api/v1/scans/{scan.public_id}",
    }


def about_site(site: SiteScan) -> dict[str, Any]:
    """``pages`` were scanned, ``failed`` could not be."""
    own = settings().public_url
    return {
        "site_scan_id": site.public_id,
        "url": site.start_url,
        "status": site.status,
        "score": site.score,
        "error_code": site.error_code,
        "pages": site.done,
        "failed": site.failed,
        "page": f"{own}/sites/{site.public_id}",
        "api": f"{own}/api/v1/sites/{site.public_id}",
    }


def add(
    endpoint: WebhookEndpoint, event: Event, data: dict[str, Any]
) -> WebhookDelivery:
    """Within a transaction: a delivery that is due now."""
    now = db.session.execute(select(db_now())).scalar_one()
    delivery = WebhookDelivery(
        endpoint_id=endpoint.id,
        event=event,
        body=body(event, now, data),
        status=Status.WAITING,
        created_at=now,
        due_at=now,
    )
    db.session.add(delivery)
    db.session.flush()
    return delivery


def body(event: Event, at: datetime, data: dict[str, Any]) -> str:
    """ASCII, so that nobody has to agree on an encoding before the signature fits."""
    told = {"type": event, "timestamp": at.isoformat(), "data": data}
    return json.dumps(told, separators=(",", ":"))
