"""What a user wants to be told of the runs of a schedule."""

from __future__ import annotations

import uuid

from flask.typing import ResponseReturnValue

from webapp.exceptions import Refused
from webapp.schedules.blueprint import bp
from webapp.schedules.forms import AlertsForm
from webapp.schedules.routes import find, show_page, to_page
from webapp.security import sign_in_required
from webapp.services.alerts import book


@bp.post("/<uuid:schedule_id>/alerts")
@sign_in_required
def choose_alerts(schedule_id: uuid.UUID) -> ResponseReturnValue:
    schedule = find(schedule_id)
    form = AlertsForm(schedule)
    if not form.validate_on_submit():
        return show_page(schedule, form), 422
    try:
        book.choose(schedule, form.rules(schedule))
    except Refused as error:
        form.fall.errors = [error.message]
        return show_page(schedule, form), error.status
    return to_page(schedule, "What is told is changed.")
