"""A forgotten password: ask for a link by mail, and set a new one by it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.auth import limits
from webapp.auth.blueprint import bp
from webapp.auth.forms import ForgottenForm, NewPasswordForm, show_refusal
from webapp.exceptions import Refused
from webapp.security import public
from webapp.services import mail, password_resets

#: The same for everybody, so that nobody learns who has an account.
ASKED = (
    "If there is an account with this address, a link to set a new password is on its "
    "way. It is good for an hour. Nothing there? Look among the junk mail."
)

IS_SET = (
    "Your new password is set, and every browser is signed out. API tokens stay good: "
    "revoke those you do not know."
)


@bp.app_context_processor
def offer_reset() -> dict[str, object]:
    """For the page that links to it."""
    return {"is_mail_available": mail.is_available()}


@bp.route("/auth/forgot", methods=["GET", "POST"])
@public
@limits.resets_by_address
@limits.resets_by_account
def forgot() -> ResponseReturnValue:
    password_resets.require_mail()
    form = ForgottenForm()
    try:
        if form.validate_on_submit():
            password_resets.ask(form.email.data)
            flash(ASKED)
            return redirect(url_for("auth.login"), 303)
        status = 422 if form.is_submitted() else 200
    except Refused as error:
        show_refusal(form, error)
        status = error.status
    return render_template("auth/forgot.html", form=form), status


@bp.route("/auth/reset", methods=["GET", "POST"])
@public
def reset() -> ResponseReturnValue:
    token = request.args.get("token", "")
    owner = password_resets.owner_of(token)
    form = NewPasswordForm()
    try:
        if form.validate_on_submit():
            password_resets.use(token, form.new_password.data)
            flash(IS_SET)
            return redirect(url_for("auth.login"), 303)
        status = 422 if form.is_submitted() else 200
    except Refused as error:
        show_refusal(form, error)
        status = error.status
    return render_template("auth/reset.html", form=form, email=owner.email), status
