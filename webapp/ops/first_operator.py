"""The set-up link in the hands of somebody who has an account already."""

from __future__ import annotations

import logging

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from webapp.ops.blueprint import bp
from webapp.security import current_actor, sign_in, sign_in_required
from webapp.services import setup_links

log = logging.getLogger(__name__)

FIRST_OPERATOR = Markup(
    'You are the first operator: <a href="{}">the operators’ pages</a> show queues, '
    "workers and users. Every other browser of yours is signed out."
)


@bp.post("/setup/account")
@sign_in_required
def make_operator() -> ResponseReturnValue:
    """The link says that they may, the sign-in who they are."""
    user = current_actor().user
    assert user is not None  # noqa: S101 (the route requires a sign-in)
    setup_links.use_for(request.args.get("token", ""), user)
    sign_in.sign_in(user)
    log.info("user %s is the first operator, from %s", user.id, request.remote_addr)
    flash(FIRST_OPERATOR.format(url_for("ops.overview")))
    return redirect(url_for("auth.account"), 303)
