"""What a user sees of the alerts of a schedule, and chooses to be told."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from webapp.domain.audit_result import Severity
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Alert, Schedule
from webapp.models.transactions import read_anew, transactional

SHOWN = 20
MOST_POINTS = 100
#: A check that costs nothing raises no alert.
SEVERITIES = tuple(severity for severity in Severity if severity != Severity.INFO)


@dataclass(frozen=True)
class Rules:
    """``fall`` of so many points, ``severity`` at least; None, empty and False are
    never."""

    fall: int | None = 5
    severity: str = Severity.SERIOUS
    failures: bool = True
    pages: bool = True
    by_mail: bool = True
    by_webhook: bool = True


def rules_of(schedule: Schedule) -> Rules:
    return Rules(
        schedule.alert_fall,
        schedule.alert_severity,
        schedule.alert_failures,
        schedule.alert_pages,
        schedule.alert_by_mail,
        schedule.alert_by_webhook,
    )


def choose(schedule: Schedule, rules: Rules) -> None:
    """They hold from the next end of a run on. Raises ``Refused`` (422): bad_fall,
    bad_severity."""
    if rules.fall is not None and not 1 <= rules.fall <= MOST_POINTS:
        sentence = f"A score falls by 1 to {MOST_POINTS} points."
        raise Refused("bad_fall", sentence)
    if rules.severity and rules.severity not in SEVERITIES:
        raise Refused("bad_severity", "There is no such severity.")
    store(schedule, rules)


@transactional
def store(schedule: Schedule, rules: Rules) -> None:
    read_anew(schedule, locks=True)
    schedule.alert_fall, schedule.alert_severity = rules.fall, rules.severity
    schedule.alert_failures, schedule.alert_pages = rules.failures, rules.pages
    schedule.alert_by_mail = rules.by_mail
    schedule.alert_by_webhook = rules.by_webhook
    db.session.flush()


def latest(schedule: Schedule) -> list[Alert]:
    """Newest first."""
    mine = select(Alert).where(Alert.schedule_id == schedule.id)
    newest = (Alert.created_at.desc(), Alert.id)
    return list(db.session.scalars(mine.order_by(*newest).limit(SHOWN)))


def of_last_runs(schedules: Sequence[Schedule]) -> dict[uuid.UUID, int]:
    """By schedule the number of alerts of the run that ended last, where it has any."""
    ids = [schedule.id for schedule in schedules]
    counted = select(Alert.schedule_id, func.count()).group_by(Alert.schedule_id)
    joined = counted.join(Schedule, Schedule.id == Alert.schedule_id)
    last = joined.where(Schedule.id.in_(ids), Alert.scan_id == Schedule.ended_scan_id)
    return dict(db.session.execute(last).all())
