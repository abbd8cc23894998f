"""Pages: one's webhooks, one of them with its log; what its buttons do."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.exceptions import Refused
from webapp.models import WebhookEndpoint
from webapp.security import current_user, sign_in_required
from webapp.security.sendings import webhook_sendings
from webapp.services.webhooks import deliveries, endpoints
from webapp.webhooks import delivery_log
from webapp.webhooks.blueprint import bp
from webapp.webhooks.forms import NewWebhookForm, WebhookForm, filled_in, show_refusal


def find(endpoint_id: uuid.UUID) -> WebhookEndpoint:
    """The user's own; anybody else's is not found."""
    return endpoints.find(current_user(), endpoint_id)


def to_page(endpoint: WebhookEndpoint, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("webhooks.show", endpoint_id=endpoint.id), 303)


def list_page(form: WebhookForm, status: int) -> ResponseReturnValue:
    mine = endpoints.list_for(current_user())
    page = render_template("webhooks/index.html", form=form, endpoints=mine)
    return page, status


def show_page(endpoint: WebhookEndpoint, form: WebhookForm) -> str:
    found = delivery_log.read(endpoint)
    return render_template(
        "webhooks/show.html",
        endpoint=endpoint,
        log=found,
        form=form,
        overlap=endpoints.OVERLAP_SECONDS,
        secret_mark=endpoints.mark_of(endpoint),
    )


def secret_page(
    endpoint: WebhookEndpoint, secret: str, status: int
) -> ResponseReturnValue:
    """The secret itself: a redirect would have to keep it somewhere."""
    page = render_template(
        "webhooks/secret.html",
        endpoint=endpoint,
        secret=secret,
        overlap=endpoints.OVERLAP_SECONDS,
    )
    return page, status


@bp.get("")
@sign_in_required
def index() -> ResponseReturnValue:
    return list_page(NewWebhookForm(), 200)


@bp.post("")
@sign_in_required
def create() -> ResponseReturnValue:
    form = NewWebhookForm()
    if not form.validate_on_submit():
        return list_page(form, 422)
    wanted = (form.url.data, form.events.data, form.name.data or "")
    try:
        endpoint, secret = endpoints.create(current_user(), *wanted, form.chosen_id)
    except Refused as error:
        show_refusal(form, error)
        form.choose_anew()
        return list_page(form, error.status)
    return secret_page(endpoint, secret, 201)


@bp.get("/<uuid:endpoint_id>")
@sign_in_required
def show(endpoint_id: uuid.UUID) -> str:
    endpoint = find(endpoint_id)
    return show_page(endpoint, filled_in(endpoint))


@bp.get("/<uuid:endpoint_id>/deliveries")
@sign_in_required
def log(endpoint_id: uuid.UUID) -> str:
    """The state and the log; it carries its poll only while something goes out soon."""
    endpoint = find(endpoint_id)
    found = delivery_log.read(endpoint)
    return render_template("webhooks/_live.html", endpoint=endpoint, log=found)


@bp.post("/<uuid:endpoint_id>/change")
@sign_in_required
@webhook_sendings
def change(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    endpoint, form = find(endpoint_id), WebhookForm()
    if not form.validate_on_submit():
        return show_page(endpoint, form), 422
    wanted = (form.url.data or "", form.events.data or [], form.name.data or "")
    try:
        endpoints.change(endpoint, *wanted)
    except Refused as error:
        show_refusal(form, error)
        return show_page(endpoint, form), error.status
    return to_page(endpoint, "The webhook is changed.")


@bp.post("/<uuid:endpoint_id>/test")
@sign_in_required
@webhook_sendings
def send_test(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    endpoint = find(endpoint_id)
    endpoints.test(endpoint)
    return to_page(endpoint, "A test is on its way.")


@bp.post("/<uuid:endpoint_id>/rotate")
@sign_in_required
def rotate(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    """What is sent again, as by a reload, names a secret that is none any more."""
    endpoint = find(endpoint_id)
    secret = endpoints.rotate(endpoint, request.args.get("instead_of", ""))
    return secret_page(endpoint, secret, 200)


@bp.post("/<uuid:endpoint_id>/disable")
@sign_in_required
def disable(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    endpoint = find(endpoint_id)
    endpoints.disable(endpoint)
    return to_page(endpoint, "It is off: nothing is sent any more.")


@bp.post("/<uuid:endpoint_id>/enable")
@sign_in_required
@webhook_sendings
def enable(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    endpoint = find(endpoint_id)
    endpoints.enable(endpoint)
    return to_page(endpoint, "It is on: what waited is sent now.")


@bp.post("/<uuid:endpoint_id>/delete")
@sign_in_required
def delete(endpoint_id: uuid.UUID) -> ResponseReturnValue:
    endpoints.remove(find(endpoint_id))
    flash("The webhook is deleted, with its log.")
    return redirect(url_for("webhooks.index"), 303)


@bp.post("/<uuid:endpoint_id>/deliveries/<uuid:delivery_id>/resend")
@sign_in_required
@webhook_sendings
def resend(endpoint_id: uuid.UUID, delivery_id: uuid.UUID) -> ResponseReturnValue:
    endpoint = find(endpoint_id)
    deliveries.resend(endpoint, delivery_id)
    return to_page(endpoint, "The message is sent once more.")
