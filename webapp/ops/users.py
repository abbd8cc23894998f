"""The operators' pages of accounts."""

from __future__ import annotations

import uuid

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.domain.counted import counted
from webapp.domain.role import Role
from webapp.exceptions import Refused
from webapp.ops.acting import acting_operator
from webapp.ops.blueprint import bp
from webapp.security import current_actor, operator_required
from webapp.services.operations import admissions
from webapp.services.operations import users as accounts

LATER = "Their rows go with the next cleanups."
NAMES = {Role.USER: "a user", Role.VIEWER: "a viewer", Role.OPERATOR: "an operator"}


@bp.get("/ops/users")
@operator_required
def users() -> str:
    args = request.args
    found = accounts.list_users(args.get("q", ""), args.get("after", ""))
    return render_template(
        "ops/users.html",
        found=found,
        most_scans=accounts.MOST_SCANS,
        switches=admissions.list_all(),
    )


@bp.post("/ops/users/switches/<string:name>")
@operator_required
def turn_admission(name: str) -> ResponseReturnValue:
    value = request.form.get("choice", "")
    now = admissions.choose(name, value, acting_operator())
    why = "from now on" if now.switched else f"as {now.setting} says"
    flash(f"{now.label}: {'yes' if now.is_on else 'no'}, {why}.")
    return redirect(url_for("ops.users"), 303)


@bp.get("/ops/users/<uuid:user_id>")
@operator_required
def user(user_id: uuid.UUID) -> str:
    return user_page(user_id)


def user_page(user_id: uuid.UUID, reset_link: str = "") -> str:
    me = current_actor().user
    return render_template(
        "ops/user.html",
        line=accounts.look(user_id),
        is_own=me is not None and me.id == user_id,
        roles=NAMES,
        reset_link=reset_link,
    )


@bp.post("/ops/users/<uuid:user_id>/role")
@operator_required
def change_role(user_id: uuid.UUID) -> ResponseReturnValue:
    try:
        role = Role(request.form.get("role", ""))
    except ValueError as error:
        raise Refused("bad_role", "There is no such role.", status=422) from error
    changed = accounts.set_role(user_id, role, acting_operator())
    return back(user_id, f"{changed.email} is {NAMES[role]} now.")


@bp.post("/ops/users/<uuid:user_id>/disable")
@operator_required
def disable_user(user_id: uuid.UUID) -> ResponseReturnValue:
    email = accounts.set_disabled(user_id, True, acting_operator()).email
    return back(user_id, f"{email} is disabled and signed out everywhere.")


@bp.post("/ops/users/<uuid:user_id>/enable")
@operator_required
def enable_user(user_id: uuid.UUID) -> ResponseReturnValue:
    email = accounts.set_disabled(user_id, False, acting_operator()).email
    return back(user_id, f"{email} may sign in again.")


@bp.post("/ops/users/<uuid:user_id>/sign-out")
@operator_required
def sign_out_user(user_id: uuid.UUID) -> ResponseReturnValue:
    number = accounts.sign_out(user_id, acting_operator())
    return back(user_id, f"Sign-ins ended: {number}.")


@bp.post("/ops/users/<uuid:user_id>/revoke-tokens")
@operator_required
def revoke_user_tokens(user_id: uuid.UUID) -> ResponseReturnValue:
    number = accounts.revoke_tokens(user_id, acting_operator())
    return back(user_id, f"API tokens revoked: {number}.")


@bp.post("/ops/users/<uuid:user_id>/reset-link")
@operator_required
def make_reset_link(user_id: uuid.UUID) -> ResponseReturnValue:
    """Answers with the link itself: a redirect would have to keep it somewhere."""
    link = accounts.make_reset_link(user_id, acting_operator())
    return user_page(user_id, link), 201


@bp.post("/ops/users/<uuid:user_id>/reset-mail")
@operator_required
def mail_reset_link(user_id: uuid.UUID) -> ResponseReturnValue:
    email = accounts.mail_reset_link(user_id, acting_operator()).email
    return back(user_id, f"A link to set a new password is on its way to {email}.")


@bp.post("/ops/users/<uuid:user_id>/delete")
@operator_required
def delete_user(user_id: uuid.UUID) -> ResponseReturnValue:
    gone = accounts.remove(user_id, acting_operator())
    scans = counted(gone.had.scans, "scan")
    sites = counted(gone.had.sites, "site scan")
    sentence = f"{gone.email} is deleted, with {scans} and {sites}."
    flash(sentence if gone.is_all else f"{sentence} {LATER}")
    return redirect(url_for("ops.users"), 303)


def back(user_id: uuid.UUID, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for("ops.user", user_id=user_id), 303)
