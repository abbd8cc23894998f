"""The form of a schedule. What makes a good address or time, services decide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import time
from typing import Any

from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TimeField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from webapp.domain.site_plan import MOST_PAGES, USUAL_PAGES, SitePlan
from webapp.exceptions import Refused
from webapp.forms import Form
from webapp.models import Schedule
from webapp.models.schedule import PAGE, SITE
from webapp.services import mail
from webapp.services.alerts import book as alerts_book
from webapp.services.alerts.book import MOST_POINTS, SEVERITIES, Rules
from webapp.services.schedules import book, timing
from webapp.services.schedules.book import MAX_NAME, Wanted
from webapp.services.schedules.timing import (
    DAYS,
    LAST_DAY,
    MAX_EXPRESSION,
    WEEKDAYS,
    Often,
    Timing,
)

OFTEN = {
    Often.HOURLY: "Every hour",
    Often.DAILY: "Every day",
    Often.WEEKLY: "Every week",
    Often.MONTHLY: "Every month",
    Often.CRON: "By a cron expression",
}
TARGETS = {PAGE: "This page", SITE: "The whole site, from this page on"}
DAY_NAMES = {day: "the last day" if day == LAST_DAY else str(day) for day in DAYS}


def choices(names: Mapping[Any, str]) -> list[SelectChoice]:
    return [SelectChoice(value, name) for value, name in names.items()]


def zone_names(chosen: str) -> dict[str, str]:
    """Of places; the older names of zones only where one is chosen already."""
    places = {zone for zone in timing.zones() if "/" in zone and zone[:4] != "Etc/"}
    return {
        zone: zone.replace("_", " ") for zone in sorted(places | {"UTC", chosen} - {""})
    }


class ScheduleForm(Form):
    url = StringField(
        "Address",
        [InputRequired("Enter the address that is to be scanned.")],
        description="Of a page, or of a site’s start page, such as example.com.",
        render_kw={"autocomplete": "url", "inputmode": "url", "maxlength": 2048},
    )
    target = RadioField(
        "What is scanned",
        choices=choices(TARGETS),
        default=PAGE,
    )
    max_pages = IntegerField(
        "Pages of the site at most",
        [Optional()],
        default=USUAL_PAGES,
        render_kw={"min": 1, "max": MOST_PAGES},
    )
    often = SelectField("How often", choices=choices(OFTEN), default=Often.DAILY)
    minute = IntegerField(
        "Minutes past the hour",
        [Optional()],
        default=0,
        render_kw={"min": 0, "max": 59},
    )
    weekday = SelectField(
        "Day of the week",
        choices=choices(dict(enumerate(WEEKDAYS, 1))),
        default=1,
        coerce=int,
    )
    day = SelectField(
        "Day of the month", choices=choices(DAY_NAMES), default=1, coerce=int
    )
    time = TimeField("Time of day", [Optional()], default=time(6))
    expression = StringField(
        "Cron expression",
        description=f"Five fields: {timing.FIELDS}. At most once an hour: 0 9 * * 1-5",
        render_kw={
            "maxlength": MAX_EXPRESSION,
            "autocomplete": "off",
            "spellcheck": "false",
        },
    )
    zone = SelectField(
        "Time zone",
        default="UTC",
        description="Times are those of clocks there, in summer and in winter.",
    )
    name = StringField(
        "Name (optional)",
        [Length(max=MAX_NAME)],
        description="What you know it by; without one, its address.",
        render_kw={"autocomplete": "off"},
    )

    def __init__(self, schedule: Schedule | None = None) -> None:
        super().__init__(data=as_typed(schedule) if schedule else None)
        self.zone.choices = choices(zone_names(schedule.zone if schedule else ""))

    def wanted(self, schedule: Schedule | None = None) -> Wanted:
        """Of a site's plan all that the form does not show stays as it is."""
        plan = None
        if self.target.data == SITE:
            before = (schedule and book.plan_of(schedule)) or SitePlan("")
            plan = replace(before, max_pages=or_usual(self.max_pages.data, USUAL_PAGES))
        return Wanted(self.url.data or "", self.when(), self.name.data or "", plan)

    def when(self) -> Timing:
        often, at = Often(self.often.data), self.time.data or time()
        is_hourly = often == Often.HOURLY
        return Timing(
            often,
            self.zone.data,
            minute=or_usual(self.minute.data, 0) if is_hourly else at.minute,
            hour=at.hour,
            weekday=self.weekday.data,
            day=self.day.data,
            expression=self.expression.data or "",
        )


def or_usual(number: int | None, usual: int) -> int:
    return usual if number is None else number


def as_typed(schedule: Schedule) -> dict[str, object]:
    """The fields as the person left them."""
    chosen = book.timing_of(schedule)
    plan = book.plan_of(schedule)
    return {
        "url": schedule.url,
        "target": schedule.target,
        "max_pages": plan.max_pages if plan else USUAL_PAGES,
        "often": chosen.kind,
        "minute": chosen.minute if chosen.kind == Often.HOURLY else 0,
        "weekday": chosen.weekday,
        "day": chosen.day,
        "time": time(chosen.hour, chosen.minute),
        "expression": chosen.cron,
        "zone": chosen.zone,
        "name": schedule.name,
    }


#: Of the checks that raise an alert.
AT_LEAST = {
    "": "Never",
    **{severity.value: f"{severity.value} or worse" for severity in SEVERITIES},
    SEVERITIES[0].value: SEVERITIES[0].value,
}


class AlertsForm(Form):
    """What is told of a schedule's runs."""

    fall = IntegerField(
        "The score falls by so many points",
        [Optional()],
        description="Empty: never.",
        render_kw={"min": 1, "max": MOST_POINTS},
    )
    severity = SelectField("A check newly fails that is", choices=choices(AT_LEAST))
    failures = BooleanField("It fails twice in a row")
    pages = BooleanField("A page is gone")
    by_mail = BooleanField("By e-mail")
    by_webhook = BooleanField("By webhook")

    def __init__(self, schedule: Schedule) -> None:
        super().__init__(data=asdict(alerts_book.rules_of(schedule)))
        if not mail.is_available():
            del self.by_mail

    def rules(self, schedule: Schedule) -> Rules:
        """Whether by mail stays as it is while there is none."""
        kept = schedule.alert_by_mail
        return Rules(
            self.fall.data,
            self.severity.data,
            self.failures.data,
            self.pages.data,
            self.by_mail.data if self.by_mail else kept,
            self.by_webhook.data,
        )


#: The field that a refusal is about, where it is not the address.
FIELDS = {
    "bad_zone": "zone",
    "bad_time": "minute",
    "bad_expression": "expression",
    "too_often": "expression",
    "never": "expression",
    "bad_limit": "max_pages",
    "too_many_schedules": None,
}


def show_refusal(form: ScheduleForm, error: Refused) -> None:
    """Put the sentence beside its field; one about no field goes above the form."""
    name = FIELDS.get(error.code, "url")
    if name:
        form[name].errors = [*form[name].errors, error.message]
    else:
        form.form_errors.append(error.message)
