"""The blueprint that the routes here add to, and how its templates tell times and
runs."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint

from webapp.models import Schedule
from webapp.schedules import words
from webapp.services.schedules import book, timing

bp = Blueprint("schedules", __name__, url_prefix="/schedules")


@bp.context_processor
def add_words() -> dict[str, Any]:
    return {
        "how_often": how_often,
        "in_zone": in_zone,
        "RUN_REASONS": words.RUN_REASONS,
        "RUN_STATES": words.RUN_STATES,
    }


def how_often(schedule: Schedule) -> str:
    return timing.in_words(book.timing_of(schedule))


def in_zone(moment: datetime, zone: str) -> str:
    """``Sun 2026-03-29 03:00 CEST``, or ``… UTC-03``; in UTC where the zone is gone."""
    there = ZoneInfo(zone if zone in timing.zones() else "UTC")
    local = moment.astimezone(there)
    name = f"{local:%Z}"
    named = name if name.isalpha() else f"UTC{name}"
    return f"{local:%a %Y-%m-%d %H:%M} {named}"
