"""Schedules and alerts as JSON Schema (2020-12)."""

from __future__ import annotations

from typing import Any

from webapp.api.described import (
    COUNT,
    FLAG,
    MOMENT,
    NULLABLE,
    NULLABLE_MOMENT,
    PERCENT,
    TEXT,
    Part,
    RequestBody,
    extended,
    links_of,
    list_of,
    of,
    only,
    or_null,
)
from webapp.api.site_schemas import PLAN
from webapp.api.site_schemas import SUBMISSION as NEW_SITE
from webapp.domain.site_status import SiteStatus
from webapp.domain.status import ScanStatus
from webapp.models.schedule import PAGE, SITE
from webapp.services.alerts.book import MOST_POINTS, SEVERITIES, Rules
from webapp.services.alerts.news import Kind
from webapp.services.schedules.book import MAX_NAME
from webapp.services.schedules.history import State
from webapp.services.schedules.runs import Reason
from webapp.services.schedules.timing import DAYS, FIELDS, MAX_EXPRESSION, Often

TARGET: Part = {"type": "string", "enum": [PAGE, SITE]}
WHEN: Part = {
    "often": {"type": "string", "enum": [str(often) for often in Often]},
    "zone": {**TEXT, "description": "Such as Europe/Berlin."},
}
TIMES: Part = {
    "minute": {
        "type": "integer",
        "minimum": 0,
        "maximum": 59,
        "description": "Past the hour, of hourly.",
    },
    "time": {
        "type": "string",
        "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$",
        "description": "On clocks there, of daily, weekly and monthly.",
    },
    "weekday": {
        "type": "integer",
        "minimum": 1,
        "maximum": 7,
        "description": "Of weekly; 1 is Monday.",
    },
    "day": {
        "type": "integer",
        "enum": list(DAYS),
        "description": "Of monthly; 31 is the last one, whichever it is.",
    },
    "expression": {
        "type": "string",
        "maxLength": MAX_EXPRESSION,
        "description": f"Of cron: {FIELDS}.",
    },
}
NAMED: list[Any] = [*map(str, SEVERITIES), None]
RULES: Part = {
    "fall": {
        "type": ["integer", "null"],
        "minimum": 1,
        "maximum": MOST_POINTS,
        "description": "The score falls by so many points; null is never.",
    },
    "severity": {
        "type": ["string", "null"],
        "enum": NAMED,
        "description": "A check newly fails that is so severe; null is never.",
    },
    "failures": {**FLAG, "description": "It fails twice in a row."},
    "pages": {**FLAG, "description": "A page is gone."},
    "by_mail": FLAG,
    "by_webhook": FLAG,
}
#: Of a page's scan or of a site's.
STATUSES = [*map(str, ScanStatus), *map(str, set(SiteStatus) - set(ScanStatus))]
RUN = of(
    {
        "id": TEXT,
        "status": {"type": "string", "enum": STATUSES},
        "score": PERCENT,
        "created_at": MOMENT,
        "finished_at": NULLABLE_MOMENT,
        "links": links_of("self", "html"),
    }
)
SCHEDULE = of(
    {
        "id": {"type": "string", "format": "uuid"},
        "name": TEXT,
        "target": TARGET,
        "url": TEXT,
        "when": of(WHEN, **TIMES),
        "in_words": TEXT,
        "alerts": of(RULES),
        "is_paused": FLAG,
        "next_at": NULLABLE_MOMENT,
        "last_at": NULLABLE_MOMENT,
        "last_run": or_null("Run"),
        "problem": {**NULLABLE, "description": "Why the last run was left out."},
        "created_at": MOMENT,
        "links": links_of("self", "html", "run", "runs", "alerts"),
    }
)
WHOLE = extended(
    "Schedule",
    of(
        {
            "plan": {"anyOf": [PLAN, {"type": "null"}]},
            "next_runs": {"type": "array", "items": MOMENT},
        }
    ),
)
SCHEDULE_RUN = of(
    {
        "id": {"type": "string", "format": "uuid"},
        "reason": {
            "type": ["string", "null"],
            "enum": [*map(str, Reason), None],
            "description": "Null where it is not known any more.",
        },
        "planned_at": {
            **NULLABLE_MOMENT,
            "description": "The schedule's own time; null of run_now.",
        },
        "created_at": {**MOMENT, "description": "It began, or was left out."},
        "state": {"type": "string", "enum": [str(state) for state in State]},
        "error": or_null("Problem"),
        "scan": or_null("Run"),
        "change": {
            "type": ["integer", "null"],
            "minimum": -100,
            "maximum": 100,
            "description": "Of the score, since the run before that had one.",
        },
        "alerts": {**COUNT, "description": "So many did it raise."},
        "links": links_of(description="A comparison with the run before."),
    }
)
ALERT = of(
    {
        "id": {"type": "string", "format": "uuid"},
        "kind": {"type": "string", "enum": [str(kind) for kind in Kind]},
        "text": TEXT,
        "lines": {
            "type": "array",
            "items": TEXT,
            "description": "The checks or the pages.",
        },
        "url": TEXT,
        "created_at": MOMENT,
        "links": links_of("run", "html"),
    }
)
SCHEMAS = {
    "Run": RUN,
    "Schedule": SCHEDULE,
    "WholeSchedule": WHOLE,
    "ScheduleList": list_of("Schedule"),
    "ScheduleRun": SCHEDULE_RUN,
    "ScheduleRunList": list_of("ScheduleRun"),
    "Alert": ALERT,
    "AlertList": list_of("Alert"),
}


def by_default(properties: Part, values: dict[str, Any]) -> Part:
    return {
        name: {**part, "default": values[name]} if name in values else part
        for name, part in properties.items()
    }


#: A list is kept with the schedule, and read whenever that is: it may not be as long
#: as that of a site scan.
ADVICE = 'for more pages than fit, choose the source "sitemap" or "crawl"'
#: As of a site scan, whose address is the schedule's own.
NEW_PLAN: Part = {k: v for k, v in NEW_SITE.schema["properties"].items() if k != "url"}
CHANGES: Part = {
    "url": {"type": "string", "maxLength": 2048},
    "target": {**TARGET, "description": "site where there is a plan, else page."},
    "plan": only(NEW_PLAN, description="Of a site."),
    "when": only({**WHEN, **TIMES}),
    "name": {"type": "string", "maxLength": MAX_NAME},
    "alerts": only(RULES),
    "is_paused": FLAG,
}
CHANGE = RequestBody(only(CHANGES), ADVICE)
USUAL_WHEN: dict[str, Any] = {
    "often": "daily",
    "zone": "UTC",
    "minute": 0,
    "time": "06:00",
    "weekday": 1,
    "day": 1,
}
NEW = RequestBody(
    only(
        {
            **by_default(CHANGES, {"name": "", "is_paused": False}),
            "when": only(by_default({**WHEN, **TIMES}, USUAL_WHEN)),
            "alerts": only(by_default(RULES, vars(Rules()))),
        },
        required=["url"],
    ),
    ADVICE,
)
