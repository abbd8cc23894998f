"""The visitor cookie: how somebody without an account finds their scans again.

It is set when a visitor submits a scan, not before: who only reads carries nothing.
Signing in keeps it, so that a scan made before can be claimed after.
"""

from __future__ import annotations

import re

from flask import Flask, Response, current_app, g, request

from webapp.services.current import settings
from webapp.services.secret_tokens import digest, new_token

COOKIE = "xenlix_visitor"
MAX_AGE = 365 * 86400
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def init_app(app: Flask) -> None:
    app.after_request(send_cookie)


def cookie_name() -> str:
    """The prefix binds it to this very host; it needs Secure, so https."""
    return f"__Host-{COOKIE}" if settings().is_production else COOKIE


def visitor_token() -> str | None:
    """What the browser sent, or what this response gives it."""
    fresh: str | None = g.get("visitor_token")
    sent = fresh or request.cookies.get(cookie_name(), "")
    return sent if TOKEN.fullmatch(sent) else None


def visitor_hash() -> str | None:
    token = visitor_token()
    return digest(token) if token else None


def ensure_visitor() -> str:
    """The hash of the visitor's token; the cookie is made, or its year begins anew."""
    g.visitor_token = visitor_token() or new_token()
    return digest(g.visitor_token)


def send_cookie(response: Response) -> Response:
    if "visitor_token" in g:
        response.set_cookie(
            cookie_name(),
            g.visitor_token,
            max_age=MAX_AGE,
            secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
            httponly=True,
            samesite="Lax",
        )
    return response
