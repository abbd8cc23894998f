"""Schedules, the runs of them and the alerts that these raised, as JSON."""

from __future__ import annotations

from typing import Any

from flask import url_for

from webapp.api.site_shape import plan_json
from webapp.models import Alert, Scan, Schedule, SiteScan
from webapp.services.alerts import book as alerts_book
from webapp.services.alerts import words
from webapp.services.alerts.book import Rules
from webapp.services.reports import iso
from webapp.services.schedules import book, timing
from webapp.services.schedules.history import Line
from webapp.services.schedules.timing import Often, Timing

#: So many of the next runs are told.
NEXT = 5
#: What says when, beside the time zone.
OF_KIND = {
    Often.HOURLY: ("minute",),
    Often.DAILY: ("time",),
    Often.WEEKLY: ("weekday", "time"),
    Often.MONTHLY: ("day", "time"),
    Often.CRON: ("expression",),
}


def schedule_json(schedule: Schedule, last: Scan | SiteScan | None) -> dict[str, Any]:
    """``last`` is the run that began last, where it is still there."""
    chosen = book.timing_of(schedule)
    return {
        "id": str(schedule.id),
        "name": schedule.name,
        "target": schedule.target,
        "url": schedule.url,
        "when": when_json(chosen),
        "in_words": timing.in_words(chosen),
        "alerts": rules_json(alerts_book.rules_of(schedule)),
        "is_paused": schedule.paused_at is not None,
        "next_at": iso(schedule.next_at),
        "last_at": iso(schedule.last_at),
        "last_run": run_json(last) if last else None,
        "problem": schedule.last_problem or None,
        "created_at": iso(schedule.created_at),
        "links": links(schedule),
    }


def links(schedule: Schedule) -> dict[str, str]:
    own: dict[str, Any] = {"schedule_id": schedule.id}
    return {
        "self": url_for("api.read_schedule", **own),
        "html": url_for("schedules.show", **own),
        "run": url_for("api.run_schedule", **own),
        "runs": url_for("api.list_runs", **own),
        "alerts": url_for("api.list_alerts", **own),
    }


def whole_json(schedule: Schedule, last: Scan | SiteScan | None) -> dict[str, Any]:
    """With what is scanned of a site, and when it runs next."""
    plan = book.plan_of(schedule)
    return {
        **schedule_json(schedule, last),
        "plan": plan_json(plan) if plan else None,
        "next_runs": [iso(moment) for moment in book.coming(schedule, NEXT)],
    }


def when_json(chosen: Timing) -> dict[str, Any]:
    """What its kind asks for alone, so that it may be sent as it came."""
    whole = {
        "minute": chosen.minute,
        "time": f"{chosen.hour:02}:{chosen.minute:02}",
        "weekday": chosen.weekday,
        "day": chosen.day,
        "expression": chosen.expression,
    }
    own = {name: whole[name] for name in OF_KIND[chosen.kind]}
    return {"often": chosen.kind, "zone": chosen.zone, **own}


def rules_json(rules: Rules) -> dict[str, Any]:
    """``fall`` and ``severity`` are null for never."""
    return {
        "fall": rules.fall,
        "severity": rules.severity or None,
        "failures": rules.failures,
        "pages": rules.pages,
        "by_mail": rules.by_mail,
        "by_webhook": rules.by_webhook,
    }


def run_json(run: Scan | SiteScan) -> dict[str, Any]:
    return {
        "id": run.public_id,
        "status": run.status,
        "score": run.score,
        "created_at": iso(run.created_at),
        "finished_at": iso(run.finished_at),
        "links": {
            "self": path_of(run.public_id, is_of_site=isinstance(run, SiteScan)),
            "html": url_for(
                "sites.show" if isinstance(run, SiteScan) else "scans.show",
                public_id=run.public_id,
            ),
        },
    }


def schedule_run_json(line: Line) -> dict[str, Any]:
    """``scan`` is null where none began, and where it was deleted since."""
    run, told = line.run, line.path_of_comparison
    code, message = line.error or ("", "")
    return {
        "id": str(run.id),
        "reason": run.reason,
        "planned_at": iso(run.planned_at),
        "created_at": iso(run.created_at),
        "state": line.state,
        "error": {"code": code, "message": message} if line.error else None,
        "scan": run_json(line.scan) if line.scan else None,
        "change": line.change,
        "alerts": line.alerts,
        "links": {"comparison": told} if told else {},
    }


def path_of(public_id: str, *, is_of_site: bool) -> str:
    name = "api.read_site" if is_of_site else "api.read_scan"
    return url_for(name, public_id=public_id)


def alert_json(alert: Alert) -> dict[str, Any]:
    """Its run, and the page that shows what got worse; either may be deleted since."""
    parts = alert.parts
    return {
        "id": str(alert.id),
        "kind": alert.kind,
        "text": words.sentence(alert),
        "lines": words.lines(alert),
        "url": parts["url"],
        "created_at": iso(alert.created_at),
        "links": {
            "run": path_of(parts["scan"], is_of_site=parts["is_of_site"]),
            "html": words.path_of_proof(alert),
        },
    }
