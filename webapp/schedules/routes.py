"""Pages: one's schedules, one of them with what ran and what comes; what its buttons
do."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.exceptions import Refused, Unavailable
from webapp.models import Schedule
from webapp.schedules.blueprint import bp
from webapp.schedules.forms import AlertsForm, ScheduleForm, show_refusal
from webapp.security import current_user, sign_in_required
from webapp.services.alerts import book as alerts_book
from webapp.services.alerts import raising, words
from webapp.services.schedules import book, history, running, runs

#: So many of the next runs are shown.
SHOWN = 5


def find(schedule_id: uuid.UUID) -> Schedule:
    """The user's own; anybody else's is not found."""
    return book.find(current_user(), schedule_id)


def to_page(schedule: Schedule, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("schedules.show", schedule_id=schedule.id), 303)


def form_page(
    form: ScheduleForm, status: int = 200, schedule: Schedule | None = None
) -> ResponseReturnValue:
    page = render_template("schedules/form.html", form=form, schedule=schedule)
    return page, status


def show_page(schedule: Schedule, form: AlertsForm) -> str:
    return render_template(
        "schedules/show.html",
        schedule=schedule,
        coming=book.coming(schedule, SHOWN),
        last=running.last_scans([schedule]),
        runs=history.page_of(schedule, request.args.get("page", 1, type=int)),
        runs_kept={"days": runs.KEPT_SECONDS // 86400, "number": runs.KEPT},
        alerts=alerts_book.latest(schedule),
        alerts_form=form,
        alert_words=words,
        kept_days=raising.KEPT_SECONDS // 86400,
    )


@bp.get("")
@sign_in_required
def index() -> str:
    mine = book.list_for(current_user())
    last = running.last_scans(mine)
    alerts = alerts_book.of_last_runs(mine)
    return render_template(
        "schedules/index.html", schedules=mine, last=last, alerts=alerts
    )


@bp.get("/new")
@sign_in_required
def new() -> ResponseReturnValue:
    """``?url=`` is filled in already."""
    form = ScheduleForm()
    form.url.data = request.args.get("url", "")
    return form_page(form)


@bp.post("")
@sign_in_required
def create() -> ResponseReturnValue:
    form = ScheduleForm()
    if not form.validate_on_submit():
        return form_page(form, 422)
    try:
        schedule = book.create(current_user(), form.wanted())
    except Refused as error:
        show_refusal(form, error)
        return form_page(form, error.status)
    return to_page(schedule, "The schedule is made.")


@bp.get("/<uuid:schedule_id>")
@sign_in_required
def show(schedule_id: uuid.UUID) -> str:
    schedule = find(schedule_id)
    return show_page(schedule, AlertsForm(schedule))


@bp.get("/<uuid:schedule_id>/change")
@sign_in_required
def edit(schedule_id: uuid.UUID) -> ResponseReturnValue:
    schedule = find(schedule_id)
    return form_page(ScheduleForm(schedule), schedule=schedule)


@bp.post("/<uuid:schedule_id>/change")
@sign_in_required
def change(schedule_id: uuid.UUID) -> ResponseReturnValue:
    schedule = find(schedule_id)
    form = ScheduleForm(schedule)
    if not form.validate_on_submit():
        return form_page(form, 422, schedule)
    try:
        book.change(schedule, form.wanted(schedule))
    except Refused as error:
        show_refusal(form, error)
        return form_page(form, error.status, schedule)
    return to_page(schedule, "The schedule is changed.")


@bp.post("/<uuid:schedule_id>/pause")
@sign_in_required
def pause(schedule_id: uuid.UUID) -> ResponseReturnValue:
    schedule = find(schedule_id)
    book.pause(schedule)
    return to_page(schedule, "It is paused: no scan begins until you resume it.")


@bp.post("/<uuid:schedule_id>/resume")
@sign_in_required
def resume(schedule_id: uuid.UUID) -> ResponseReturnValue:
    schedule = find(schedule_id)
    try:
        book.resume(schedule)
    except Refused as error:
        return to_page(schedule, error.message)
    return to_page(schedule, "It goes on with its next time.")


@bp.post("/<uuid:schedule_id>/run")
@sign_in_required
def run(schedule_id: uuid.UUID) -> ResponseReturnValue:
    schedule = find(schedule_id)
    try:
        running.run_now(schedule)
    except (Refused, Unavailable) as error:
        return to_page(schedule, f"No scan began. {error.message}")
    return to_page(schedule, "A scan has begun.")


@bp.post("/<uuid:schedule_id>/delete")
@sign_in_required
def delete(schedule_id: uuid.UUID) -> ResponseReturnValue:
    book.remove(find(schedule_id))
    flash("The schedule is deleted; its scans are still there.")
    return redirect(url_for("schedules.index"), 303)
