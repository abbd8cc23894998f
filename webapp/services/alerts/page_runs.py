"""Two scans of one page: did its score fall, does a check newly fail?"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import JSON, select, type_coerce

from webapp.domain.audit_result import Outcome
from webapp.extensions import db
from webapp.models import Report, Scan, Schedule
from webapp.services.alerts.news import Found, Kind, newly_failing, score_fall

#: What a check says then is nothing that could have got worse since.
UNKNOWN = frozenset({Outcome.FAIL, Outcome.NOT_MEASURED, Outcome.ERROR})


def are_alike(before: Scan, after: Scan) -> bool:
    return before.url == after.url


def compare(before: Scan, after: Scan, schedule: Schedule) -> dict[Kind, Found]:
    """What the schedule's user wants to be told."""
    news = {Kind.SCORE: score_fall(before.score, after.score, schedule.alert_fall)}
    if schedule.alert_severity:
        worse = dict.fromkeys(worse_checks(before.id, after.id), 1)
        news[Kind.CHECKS] = newly_failing(worse, schedule.alert_severity)
    return news


def worse_checks(before: uuid.UUID, after: uuid.UUID) -> list[str]:
    """A check that the run before did not know is no news of the page."""
    was = {entry["id"]: entry["outcome"] for entry in audits(before)}
    failing = [e["id"] for e in audits(after) if e["outcome"] == Outcome.FAIL]
    return [id for id in failing if id in was and was[id] not in UNKNOWN]


def audits(scan_id: uuid.UUID | None) -> list[dict[str, Any]]:
    """Of a report of a megabyte a part; none where it is gone."""
    chosen = select(type_coerce(Report.body, JSON)["audits"])
    found: list[dict[str, Any]] | None
    found = db.session.scalar(chosen.where(Report.scan_id == scan_id))
    return found or []
