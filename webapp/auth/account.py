"""One's own account: password, browsers signed in, API tokens, deletion."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.auth import limits
from webapp.auth.blueprint import bp
from webapp.auth.forms import (
    ChangePasswordForm,
    DeleteAccountForm,
    TokenForm,
    show_refusal,
)
from webapp.exceptions import Refused
from webapp.security import current_user, sign_in, sign_in_required
from webapp.services import (
    account_removal,
    accounts,
    api_tokens,
    belongings,
    sign_ins,
)
from webapp.services.secret_tokens import digest


def to(endpoint: str, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(endpoint), 303)


def account_page(password_form: ChangePasswordForm, status: int) -> ResponseReturnValue:
    user = current_user()
    page = render_template(
        "auth/account.html",
        user=user,
        password_form=password_form,
        sign_ins=sign_ins.list_for(user),
        this_sign_in=digest(sign_in.current_token()),
    )
    return page, status


@bp.get("/account")
@sign_in_required
def account() -> ResponseReturnValue:
    return account_page(ChangePasswordForm(), 200)


@bp.post("/account/password")
@sign_in_required
@limits.few_at_once
@limits.password_checks
def change_password() -> ResponseReturnValue:
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return account_page(form, 422)
    current, new = form.current_password.data, form.new_password.data
    try:
        accounts.change_password(current_user(), current, new, sign_in.current_token())
    except Refused as error:
        show_refusal(form, error)
        return account_page(form, error.status)
    sign_in.sign_in(current_user())
    told = "Your password is changed; other browsers are out, API tokens stay good."
    return to("auth.account", told)


@bp.post("/account/sign-ins/end-others")
@sign_in_required
def end_other_sign_ins() -> ResponseReturnValue:
    sign_ins.end_others(current_user().id, sign_in.current_token())
    told = "Every other browser is signed out. API tokens stay good."
    return to("auth.account", told)


@bp.get("/account/tokens")
@sign_in_required
def tokens() -> ResponseReturnValue:
    return tokens_page(TokenForm(), 200)


def tokens_page(form: TokenForm, status: int, token: str = "") -> ResponseReturnValue:
    mine = api_tokens.list_for(current_user())
    page = render_template("auth/tokens.html", form=form, tokens=mine, new_token=token)
    return page, status


@bp.post("/account/tokens")
@sign_in_required
def create_token() -> ResponseReturnValue:
    """Answers with the token itself: a redirect would have to keep it somewhere."""
    form = TokenForm()
    if not form.validate_on_submit():
        return tokens_page(form, 422)
    try:
        token = api_tokens.create(current_user(), form.name.data, form.chosen_id)
    except Refused as error:
        show_refusal(form, error)
        form.choose_anew()
        return tokens_page(form, error.status)
    return tokens_page(TokenForm(formdata=None), 201, token)


@bp.post("/account/tokens/<uuid:token_id>/revoke")
@sign_in_required
def revoke_token(token_id: uuid.UUID) -> ResponseReturnValue:
    api_tokens.revoke(current_user(), token_id)
    return to("auth.tokens", "The token is revoked: it opens nothing any more.")


@bp.route("/account/delete", methods=["GET", "POST"])
@sign_in_required
@limits.few_at_once
@limits.password_checks
def delete_account() -> ResponseReturnValue:
    form, status = DeleteAccountForm(), 200
    if form.validate_on_submit():
        try:
            password = form.current_password.data
            is_all = account_removal.delete_own(current_user(), password)
        except Refused as error:
            show_refusal(form, error)
            status = error.status
        else:
            sign_in.sign_out()
            told = "Your account and all that belonged to it are deleted."
            later = "Your account is deleted. Its scans go with the next cleanups."
            flash(told if is_all else later)
            return redirect("/", 303)
    elif form.is_submitted():
        status = 422
    going = belongings.of_user(current_user())
    page = render_template("auth/delete_account.html", form=form, going=going)
    return page, status
