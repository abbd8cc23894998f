"""Signing in and out, registering, and the first operator's set-up."""

from __future__ import annotations

import logging

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.exc import SQLAlchemyError

from webapp.auth import limits
from webapp.auth.blueprint import bp
from webapp.auth.forms import LoginForm, NewAccountForm, show_refusal
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.security import current_actor, public, sign_in
from webapp.security.next_page import safe_next
from webapp.services import accounts, setup_links, switches
from webapp.services.current import settings

log = logging.getLogger(__name__)

#: One sentence for every reason, so that nobody learns who has an account.
WRONG = "The e-mail address or the password is wrong."

FIRST_OPERATOR = Markup(
    "You are the first operator. Scan a page to see it all work; "
    '<a href="{}">the operators’ pages</a> show queues, workers and users.'
)


def next_page() -> str:
    return safe_next(request.args.get("next"))


@bp.app_context_processor
def offer_registration() -> dict[str, object]:
    """For the templates that link to it; no other page asks the database."""
    return {"offers_registration": offers_registration}


def offers_registration() -> bool:
    """Whether to show the link. Without a database as the settings say: whoever follows
    it is told more there."""
    try:
        return switches.registration_open()
    except SQLAlchemyError as error:
        log.warning("registration: as the settings say (%s)", type(error).__name__)
        db.session.rollback()
        return settings().registration_open


@bp.route("/auth/login", methods=["GET", "POST"])
@public
@limits.few_at_once
@limits.sign_ins_by_address
@limits.sign_ins_by_account
def login() -> ResponseReturnValue:
    if request.method == "GET" and current_actor().user:
        return redirect(next_page(), 303)
    form = LoginForm()
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template("auth/login.html", form=form), status
    user = accounts.authenticate(form.email.data, form.password.data)
    if user is None:
        log.info("sign-in refused, from %s", request.remote_addr)
        return render_template("auth/login.html", form=form, notice=WRONG), 401
    sign_in.sign_in(user)
    log.info("sign-in of user %s from %s", user.id, request.remote_addr)
    return redirect(next_page(), 303)


@bp.post("/auth/logout")
@public
def logout() -> ResponseReturnValue:
    sign_in.sign_out()
    flash("You are signed out.")
    return redirect("/", 303)


@bp.route("/auth/register", methods=["GET", "POST"])
@public
@limits.new_accounts
def register() -> ResponseReturnValue:
    if not switches.registration_open():
        sentence = "Registration is closed here: ask an operator for an account."
        raise Refused("registration_closed", sentence, status=403)
    if request.method == "GET" and current_actor().user:
        return redirect(next_page(), 303)
    form = NewAccountForm()
    try:
        if form.validate_on_submit():
            user = accounts.create(form.email.data, form.password.data)
            sign_in.sign_in(user)
            return redirect(next_page(), 303)
        status = 422 if form.is_submitted() else 200
    except Refused as error:
        show_refusal(form, error)
        status = error.status
    return render_template("auth/register.html", form=form), status


@bp.route("/setup", methods=["GET", "POST"])
@public
def setup() -> ResponseReturnValue:
    token = request.args.get("token", "")
    setup_links.require_valid(token)
    form = NewAccountForm()
    try:
        if form.validate_on_submit():
            user = setup_links.use(token, form.email.data, form.password.data)
            sign_in.sign_in(user)
            flash(FIRST_OPERATOR.format(url_for("ops.overview")))
            return redirect("/", 303)
        status = 422 if form.is_submitted() else 200
    except Refused as error:
        show_refusal(form, error)
        status = error.status
    return render_template("auth/setup.html", form=form, token=token), status
