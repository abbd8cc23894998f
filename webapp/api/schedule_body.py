"""From the body of a request, whose fields are known, to a schedule. What is not named
stays as it is."""

from __future__ import annotations

import re
from typing import Any

from webapp.api import site_plan
from webapp.api.fields import (
    Body,
    check_known,
    choice_of,
    flag_of,
    part_of,
    text_of,
    whole_of,
)
from webapp.api.schedule_schemas import TIMES, USUAL_WHEN
from webapp.api.schedule_shape import OF_KIND, when_json
from webapp.api.site_shape import plan_json
from webapp.domain.site_plan import SitePlan, SiteSource
from webapp.exceptions import Refused
from webapp.models.schedule import PAGE, SITE
from webapp.services.actors import Actor
from webapp.services.alerts.book import SEVERITIES, Rules
from webapp.services.schedules.all_at_once import Whole
from webapp.services.schedules.book import MAX_NAME, Wanted
from webapp.services.schedules.timing import Often, Timing

#: What a new one is where nothing else is said; it has no address yet.
NEW = Whole(Wanted("", Timing(Often.DAILY, hour=6)), Rules(), is_paused=False)


def whole_of_body(body: Body, before: Whole = NEW) -> Whole:
    """Raises ``Refused`` with the code of what is wrong."""
    known = before.wanted
    url = text_of(body, "url", known.url or None)
    wanted = Wanted(
        url,
        timing_of(body, known.timing),
        name_of(body, known.name),
        plan_of(body, url, known.plan),
    )
    is_paused = flag_of(body, "is_paused", before.is_paused)
    return Whole(wanted, rules_of(body, before.rules), is_paused)


def name_of(body: Body, before: str) -> str:
    name = text_of(body, "name", before)
    if len(name) > MAX_NAME:
        raise Refused("bad_name", f"A name has at most {MAX_NAME} characters.")
    return name


def plan_of(body: Body, url: str, before: SitePlan | None) -> SitePlan | None:
    usual = SITE if before or "plan" in body else PAGE
    target = choice_of(body, "target", (PAGE, SITE), usual)
    typed = part_of(body, "plan")
    if target == PAGE:
        if typed:
            raise Refused("bad_plan", 'A "plan" goes with the target "site" alone.')
        return None
    if before and not typed:
        return before
    # Nothing is submitted yet: an address that is refused counts against nobody.
    merged = {**fields_of(before, typed), **typed, "url": url}
    return site_plan.plan_of(merged, Actor())


def fields_of(plan: SitePlan | None, typed: Body) -> dict[str, Any]:
    """As they would be typed; the list stays while it is of use."""
    if plan is None:
        return {}
    is_list = typed.get("source", plan.source) == SiteSource.LIST
    return {**plan_json(plan), "urls": list(plan.urls) if is_list else []}


def timing_of(body: Body, before: Timing) -> Timing:
    """How often something runs decides what else there is to say."""
    typed = part_of(body, "when")
    known = when_json(before)
    often = Often(choice_of(typed, "often", list(Often), known["often"]))
    names = ("often", "zone", *OF_KIND[often])
    check_known(typed, names, f'in "when" where "often" is {often}')
    # Of another kind's times nothing is of use.
    usual = known if often == known["often"] else {**USUAL_WHEN, "zone": known["zone"]}
    merged = {**usual, **typed}
    return timing_from(often, {name: merged.get(name, "") for name in names})


def timing_from(often: Often, when: Body) -> Timing:
    hour, minute = clock_of(when)
    return Timing(
        often,
        text_of(when, "zone"),
        minute=whole_of(when, "minute", minute),
        hour=hour,
        weekday=whole_of(when, "weekday", 1),
        day=whole_of(when, "day", 1),
        expression=" ".join(text_of(when, "expression", "").split()),
    )


def clock_of(when: Body) -> tuple[int, int]:
    """Hour and minute; midnight where there is no time."""
    typed = text_of(when, "time", "00:00")
    if not re.fullmatch(TIMES["time"]["pattern"], typed):
        raise Refused("bad_time", '"time" is a time of day, such as 06:00 or 18:30.')
    hour, _, minute = typed.partition(":")
    return int(hour), int(minute)


def rules_of(body: Body, before: Rules) -> Rules:
    typed = part_of(body, "alerts")
    return Rules(
        fall_of(typed, before.fall),
        severity_of(typed, before.severity),
        flag_of(typed, "failures", before.failures),
        flag_of(typed, "pages", before.pages),
        flag_of(typed, "by_mail", before.by_mail),
        flag_of(typed, "by_webhook", before.by_webhook),
    )


def fall_of(typed: Body, before: int | None) -> int | None:
    if typed.get("fall", before) is None:
        return None
    return whole_of(typed, "fall", before or 0)


def severity_of(typed: Body, before: str) -> str:
    if typed.get("severity", before or None) is None:
        return ""
    return choice_of(typed, "severity", SEVERITIES, before)
