"""Write an alert down, with all that is to be told of it: together or not at all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from webapp.extensions import db
from webapp.models import Alert, Scan, Schedule, SiteScan
from webapp.models.clock import db_now
from webapp.services import mail
from webapp.services.alerts import digests, words
from webapp.services.alerts.news import Found, Kind
from webapp.services.current import settings
from webapp.services.webhooks.events import Event, add, endpoints_wanting

#: Older ones of a schedule are forgotten when it has a new one.
KEPT_SECONDS = 90 * 86400

Run = Scan | SiteScan


def raise_alert(
    schedule: Schedule, run: Run, kind: Kind, found: Found, before: Run | None
) -> None:
    """Within the transaction that ends the run and holds the schedule; of each kind
    once a run."""
    mine = Alert.schedule_id == schedule.id
    same = select(Alert.id).where(mine, Alert.scan_id == run.id, Alert.kind == kind)
    if db.session.scalar(same) is not None:
        return
    forget_old(schedule)
    alert = Alert(
        schedule_id=schedule.id,
        user_id=schedule.user_id,
        scan_id=run.id,
        kind=kind,
        parts=parts_of(run, found, before),
        by_mail=schedule.alert_by_mail and mail.is_available(),
        created_at=db.session.scalars(select(db_now())).one(),
    )
    db.session.add(alert)
    db.session.flush()
    if alert.by_mail:
        digests.gather(alert.user_id)
    if schedule.alert_by_webhook:
        for endpoint in endpoints_wanting(Event.ALERT, alert.user_id):
            add(endpoint, Event.ALERT, about(alert))


def forget_old(schedule: Schedule) -> None:
    is_old = Alert.created_at < db_now(-KEPT_SECONDS)
    mine = delete(Alert).where(Alert.schedule_id == schedule.id, is_old)
    db.session.execute(mine.execution_options(synchronize_session=False))


def parts_of(run: Run, found: Found, before: Run | None) -> dict[str, Any]:
    is_of_site = isinstance(run, SiteScan)
    return {
        "is_of_site": is_of_site,
        "url": run.start_url if isinstance(run, SiteScan) else run.url,
        "scan": run.public_id,
        "before": before.public_id if before else "",
        "found": found,
    }


def about(alert: Alert) -> dict[str, Any]:
    """What a receiver is told."""
    parts = alert.parts
    own, path = settings().public_url, words.path_of_run(alert)
    of_site = parts["is_of_site"]
    return {
        "alert_id": str(alert.id),
        "schedule_id": str(alert.schedule_id),
        "kind": alert.kind,
        "text": words.sentence(alert),
        "url": parts["url"],
        "scan_id": None if of_site else parts["scan"],
        "site_scan_id": parts["scan"] if of_site else None,
        "found": parts["found"],
        "page": own + path,
        "api": f"{own}/api/v1{path}",
    }
