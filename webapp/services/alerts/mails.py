"""A mail about alerts, in plain text, by schedule. It is read by more people than the
one it is meant for, and quotes what others wrote: each line is cut and one line."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import select

from webapp.audits.audit import count
from webapp.extensions import db
from webapp.models import Alert, Schedule
from webapp.services.alerts import words
from webapp.services.current import settings
from webapp.services.one_line import one_line

#: Alerts that are written out; the others are counted.
SHOWN = 50
#: Of a name or an address.
CHARACTERS = 200
END = """\
You get at most one such mail an hour. What is told of a schedule, and whether by mail,
you choose on the schedule's page.
"""


@dataclass(frozen=True)
class Mail:
    subject: str
    text: str


def compose(alerts: Sequence[Alert]) -> Mail:
    """Of one user's alerts, of which there is at least one."""
    shown = alerts[:SHOWN]
    schedules = find_schedules(shown)
    parts = [
        "\n".join(of_schedule(schedule, mine))
        for id, schedule in schedules.items()
        if (mine := [alert for alert in shown if alert.schedule_id == id])
    ]
    if more := len(alerts) - len(shown):
        parts.append(f"And {more} more: {settings().public_url}/schedules")
    return Mail(subject(alerts), "\n\n".join([*parts, END]))


def subject(alerts: Sequence[Alert]) -> str:
    hosts = list(dict.fromkeys(host_of(alert) for alert in alerts))
    others = len(hosts) - 1
    at = f" and {count(others, 'other site')}" if others else ""
    return f"{count(len(alerts), 'alert')}: {hosts[0]}{at}"


def host_of(alert: Alert) -> str:
    return one_line(urlsplit(alert.parts["url"]).hostname or "", 100)


def find_schedules(alerts: Sequence[Alert]) -> dict[uuid.UUID, Schedule]:
    """Oldest first."""
    ids = {alert.schedule_id for alert in alerts}
    chosen = select(Schedule).where(Schedule.id.in_(ids)).order_by(Schedule.created_at)
    return {schedule.id: schedule for schedule in db.session.scalars(chosen)}


def of_schedule(schedule: Schedule, alerts: Sequence[Alert]) -> Iterator[str]:
    own, url = settings().public_url, one_line(schedule.url, CHARACTERS)
    name = one_line(schedule.name, CHARACTERS)
    yield f"{name}: {url}" if name else url
    for alert in alerts:
        yield f"- {words.sentence(alert)}"
        yield from (f"    {line}" for line in words.lines(alert))
        yield f"  {own}{words.path_of_proof(alert)}"
    yield f"Its schedule: {own}/schedules/{schedule.id}"
