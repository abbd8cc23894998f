"""Access levels of routes, and the actor behind a request."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, current_app, g, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from webapp.exceptions import Refused
from webapp.models import User
from webapp.security import sign_in, visitors
from webapp.security.addresses import address_key
from webapp.security.next_page import safe_next
from webapp.services import api_tokens
from webapp.services.actors import Actor
from webapp.services.secret_tokens import digest

V = TypeVar("V", bound=Callable[..., Any])

#: Views of a package, which carry no marks of ours.
OPERATORS_BLUEPRINTS = frozenset({"rq_dashboard"})
#: Views of that package that change things on a GET.
CHANGING = frozenset({"rq_dashboard.requeue_all"})
PUBLIC_ENDPOINTS = frozenset({"static"})
#: The path and the query of the address that htmx tells.
SHOWN = re.compile(r"https?://[^/?#]*(/[^#]*)")


class Access(StrEnum):
    """Who may open a route."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    OPERATOR = "operator"


def public(view: V) -> V:
    """Mark a route that everybody may open."""
    return _marked(view, Access.PUBLIC)


def sign_in_required(view: V) -> V:
    """Mark a route for users: of the website or, under /api/, with a token."""
    return _marked(view, Access.SIGNED_IN)


def operator_required(view: V) -> V:
    """Mark a route for operators."""
    return _marked(view, Access.OPERATOR)


def _marked(view: V, level: Access) -> V:
    view.access = level  # type: ignore[attr-defined]
    return view


def access_of(endpoint: str) -> Access:
    """The level of an endpoint; one that nobody marked is an operator's."""
    if endpoint.partition(".")[0] in OPERATORS_BLUEPRINTS:
        return Access.OPERATOR
    if endpoint in PUBLIC_ENDPOINTS:
        return Access.PUBLIC
    view = current_app.view_functions[endpoint]
    return getattr(view, "access", Access.OPERATOR)


def init_app(app: Flask) -> None:
    app.before_request(gate)


def gate() -> ResponseReturnValue | None:
    """Let the request through, ask for a sign-in, or refuse."""
    if request.endpoint is None:  # ends in 404 or 405
        return None
    needed = access_of(request.endpoint)
    if needed is Access.PUBLIC:
        if is_api():
            bearer_user()  # a wrong token is told, even where none is needed
        return None
    actor = current_actor()
    if actor.user is None:
        return ask_to_sign_in()
    if needed is Access.OPERATOR and not may_operate(actor):
        sentence = "This page is for operators."
        if actor.sees_operations:
            sentence = "You may look at everything here and change nothing."
        raise Refused("operators_only", sentence, status=403)
    return None


def may_operate(actor: Actor) -> bool:
    """A viewer may look at whatever an operator may, and change nothing."""
    is_look = request.method in ("GET", "HEAD") and request.endpoint not in CHANGING
    return actor.is_operator or (actor.sees_operations and is_look)


def ask_to_sign_in() -> ResponseReturnValue:
    """The login page, which leads back; for a program or a fragment its own form."""
    if is_api():
        sentence = "Send an API token: Authorization: Bearer <token>."
        raise Refused("sign_in_required", sentence, status=401)
    login = url_for("auth.login", next=safe_next(page_at_hand(), "") or None)
    if is_fragment():
        # A redirect would put the login page into the middle of the page.
        return make_response("", 401, {"HX-Redirect": login})
    return redirect(login, 303)


def page_at_hand() -> str:
    """The page that the person looks at, as far as one can return to it."""
    if is_fragment():
        shown = SHOWN.match(request.headers.get("HX-Current-URL", ""))
        return shown[1] if shown else ""
    return request.full_path.rstrip("?") if request.method == "GET" else ""


def is_fragment() -> bool:
    return request.headers.get("HX-Request") == "true"


def is_api() -> bool:
    return request.path.startswith("/api/")


def current_actor(*, create_visitor: bool = False) -> Actor:
    """Who is asking. Under /api/ the token alone counts, elsewhere the cookies alone.

    With ``create_visitor`` somebody who is not signed in gets a visitor cookie with
    this response, and its hash is in the actor already: ask for it only where the
    request makes something that the visitor must find again.
    """
    address = digest(address_key())
    if is_api():
        return Actor(user=bearer_user(), address_hash=address)
    user = sign_in.current_account()
    is_new = create_visitor and user is None
    visitor = visitors.ensure_visitor() if is_new else visitors.visitor_hash()
    return Actor(user=user, visitor_hash=visitor, address_hash=address)


def current_user() -> User:
    """Who is signed in, or whose token it is: of a view that requires that."""
    user = current_actor().user
    assert user is not None  # noqa: S101 (the gate let nobody else in)
    return user


def bearer_user() -> User | None:
    """The user of the request's token; None without one. Raises ``Refused`` (401)."""
    if "Authorization" not in request.headers:
        return None
    if "bearer_user" not in g:
        g.bearer_user = find_bearer()
    user: User | None = g.bearer_user
    return user


def find_bearer() -> User:
    sent = request.authorization
    token = sent.token if sent and sent.type == "bearer" else None
    user = api_tokens.find_user(token) if token else None
    if user is None:
        raise Refused("bad_token", "This API token is not known.", status=401)
    return user
