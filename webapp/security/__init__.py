"""Who may do what, who is asking, and what every response says to the browser.

Each route is marked ``public``, ``sign_in_required`` or ``operator_required``; one gate
before the request enforces the mark, and what carries none is an operator's.
``current_actor()`` tells who is asking; ``current_actor(create_visitor=True)`` is for
the one request that makes something a visitor must find again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp.domain.settings import Settings
from webapp.extensions import csrf
from webapp.security import access, headers, request_ids, sign_in, visitors
from webapp.security.access import (
    bearer_user,
    current_actor,
    current_user,
    operator_required,
    public,
    sign_in_required,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = [
    "bearer_user",
    "current_actor",
    "current_user",
    "init_app",
    "operator_required",
    "public",
    "sign_in_required",
]


def init_app(app: Flask) -> None:
    """Bind to the app; its blueprints are registered by then."""
    settings: Settings = app.extensions["settings"]
    trust_proxies(app, settings.proxy_hops)
    answer_probes(app, settings.trusted_hosts)
    request_ids.init_app(app, settings.proxy_hops)
    sign_in.init_app(app)
    access.init_app(app)
    visitors.init_app(app)
    headers.init_app(app)
    # The API reads no cookie, so another site's page cannot act for anybody there.
    csrf.exempt(app.blueprints["api"])


def trust_proxies(app: Flask, hops: int) -> None:
    """Believe the address and the scheme that our own proxies tell, nothing else.

    The host stays what the request line says and ``TRUSTED_HOSTS`` allows.
    """
    if hops:
        proxied = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0, x_port=0)
        app.wsgi_app = proxied  # type: ignore[method-assign]


def answer_probes(app: Flask, trusted_hosts: tuple[str, ...]) -> None:
    """Let /healthz, which touches nothing, be asked for under any name.

    Load balancers ask by address, which ``TRUSTED_HOSTS`` does not hold.
    """
    if not trusted_hosts:
        return
    inner = app.wsgi_app

    def serve(
        environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/healthz":
            environ["HTTP_HOST"] = trusted_hosts[0].lstrip(".")
        return inner(environ, start_response)

    app.wsgi_app = serve  # type: ignore[method-assign]
