"""The part of the API's description that is about schedules and alerts."""

from __future__ import annotations

from webapp.api.described import (
    IDEMPOTENCY_KEY,
    LOCATION,
    PAGED,
    Part,
    answer,
    gone,
    identified,
    operation,
    signed_in,
    with_quota,
)
from webapp.api.schedule_schemas import CHANGE, NEW

ID = identified("The id of a schedule.", format="uuid")
KEY: Part = {
    **IDEMPOTENCY_KEY,
    "description": "The same key gives the same schedule, while there is one.",
}


def paths() -> dict[str, Part]:
    one = "/api/v1/schedules/{id}"
    return {
        "/api/v1/schedules": {"get": own(), "post": create()},
        one: {"get": read(), "patch": change(), "delete": delete()},
        f"{one}/run": {"post": run()},
        f"{one}/runs": {"get": runs()},
        f"{one}/alerts": {"get": alerts()},
    }


def own() -> Part:
    told = ("listSchedules", "The user's schedules", {200: answer("ScheduleList")})
    return signed_in(operation(*told, (401, 422), PAGED))


def create() -> Part:
    good = {201: answer("WholeSchedule", LOCATION)}
    told = ("createSchedule", "Add a schedule", good, (401,))
    return signed_in(operation(*told, [KEY], NEW))


def read() -> Part:
    told = ("readSchedule", "One schedule", {200: answer("WholeSchedule")})
    return signed_in(operation(*told, (401, 404), [ID]))


def change() -> Part:
    good = {200: answer("WholeSchedule")}
    told = ("changeSchedule", "Change, pause, resume", good, (401, 404))
    return signed_in(operation(*told, [ID], CHANGE))


def delete() -> Part:
    told = ("deleteSchedule", "Delete a schedule", {204: gone("It is gone.")})
    return signed_in(operation(*told, (401, 404), [ID]))


def run() -> Part:
    good = {202: answer("WholeSchedule", LOCATION)}
    told = ("runSchedule", "Scan now", good, (401, 404, 409, 422, 429))
    return signed_in(with_quota(operation(*told, [ID])))


def runs() -> Part:
    told = ("listRuns", "What ran, newest first", {200: answer("ScheduleRunList")})
    return signed_in(with_quota(operation(*told, (401, 404, 422), [ID, *PAGED])))


def alerts() -> Part:
    told = ("listAlerts", "What got worse, newest first", {200: answer("AlertList")})
    return signed_in(operation(*told, (401, 404, 422), [ID, *PAGED]))
