"""Schedules of the token's user: make, read, change, run now, delete; their
runs and alerts."""

from __future__ import annotations

import uuid
from typing import Any

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from webapp.api import lists
from webapp.api.blueprint import bp
from webapp.api.body import json_body
from webapp.api.schedule_body import whole_of_body
from webapp.api.schedule_schemas import CHANGE, NEW
from webapp.api.schedule_shape import (
    alert_json,
    run_json,
    schedule_json,
    schedule_run_json,
    whole_json,
)
from webapp.models import Schedule
from webapp.security import current_user, sign_in_required
from webapp.services.schedules import all_at_once, book, paged, running


def find(schedule_id: uuid.UUID) -> Schedule:
    return book.find(current_user(), schedule_id)


def whole(schedule: Schedule) -> dict[str, Any]:
    return whole_json(schedule, running.last_scans([schedule]).get(schedule.id))


@bp.get("/schedules")
@sign_in_required
def list_schedules() -> ResponseReturnValue:
    """Oldest first; there are at most ``book.MAX_SCHEDULES``."""
    asked = lists.asked()
    found = paged.schedules_of(current_user(), asked.cursor, asked.limit)
    last = running.last_scans(found.items)
    return jsonify(
        lists.listed(found, lambda one: schedule_json(one, last.get(one.id)))
    )


@bp.post("/schedules")
@sign_in_required
def create_schedule() -> ResponseReturnValue:
    """201 with the schedule. The same Idempotency-Key gives the same schedule."""
    asked = whole_of_body(json_body(NEW))
    key = request.headers.get("Idempotency-Key", "")
    made = whole(all_at_once.create(current_user(), asked, key))
    return jsonify(made), 201, {"Location": made["links"]["self"]}


@bp.get("/schedules/<uuid:schedule_id>")
@sign_in_required
def read_schedule(schedule_id: uuid.UUID) -> ResponseReturnValue:
    """With what is scanned of a site, its last run and its next ones."""
    return jsonify(whole(find(schedule_id)))


@bp.patch("/schedules/<uuid:schedule_id>")
@sign_in_required
def change_schedule(schedule_id: uuid.UUID) -> ResponseReturnValue:
    """What the body does not name stays as it is."""
    schedule, body = find(schedule_id), json_body(CHANGE)
    all_at_once.change(schedule, lambda before: whole_of_body(body, before))
    return jsonify(whole(schedule))


@bp.delete("/schedules/<uuid:schedule_id>")
@sign_in_required
def delete_schedule(schedule_id: uuid.UUID) -> ResponseReturnValue:
    """Its scans stay."""
    book.remove(find(schedule_id))
    return "", 204


@bp.post("/schedules/<uuid:schedule_id>/run")
@sign_in_required
def run_schedule(schedule_id: uuid.UUID) -> ResponseReturnValue:
    """202 with the schedule, whose last run this is; 409 while one is under way."""
    schedule = find(schedule_id)
    running.run_now(schedule)
    run = running.last_scans([schedule])[schedule.id]
    location = run_json(run)["links"]["self"]
    return jsonify(whole_json(schedule, run)), 202, {"Location": location}


@bp.get("/schedules/<uuid:schedule_id>/runs")
@sign_in_required
def list_runs(schedule_id: uuid.UUID) -> ResponseReturnValue:
    """Newest first, with those that were left out."""
    schedule, asked = find(schedule_id), lists.asked()
    found = paged.runs_of(schedule, asked.cursor, asked.limit)
    return jsonify(lists.listed(found, schedule_run_json))


@bp.get("/schedules/<uuid:schedule_id>/alerts")
@sign_in_required
def list_alerts(schedule_id: uuid.UUID) -> ResponseReturnValue:
    """Newest first; they are kept for some months."""
    schedule, asked = find(schedule_id), lists.asked()
    found = paged.alerts_of(schedule, asked.cursor, asked.limit)
    return jsonify(lists.listed(found, alert_json))
