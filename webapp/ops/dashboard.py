"""rq-dashboard at /rq: mounted, gated, and made harmless.

The package prints job data as HTML, unpickles it, and changes queues on a link. Its
pages are kept, and what does harm behind them is replaced: the door
(``dashboard_gate``), the views (``dashboard_views``), and, in its page templates, the
tag that prints without escaping and what is not true (``dashboard_markup``). The frame
of its pages is ours (``templates/rq_dashboard/base.html``), under a policy that runs
our scripts alone.
https://github.com/Parallels/rq-dashboard/issues/526
"""

from __future__ import annotations

import secrets

import rq_dashboard
from flask import Flask, Response, g
from flask_wtf.csrf import generate_csrf
from rq_dashboard import web

from webapp.domain.settings import Settings
from webapp.ops import dashboard_gate, dashboard_markup, dashboard_views
from webapp.services import jobs
from webapp.services.current import settings

POLL_MILLISECONDS = 5000
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        # Underscore compiles its templates, which takes unsafe-eval.
        "script-src 'nonce-{nonce}' 'unsafe-eval'",
        "script-src-attr 'none'",
        "style-src 'self'",
        # The package's markup has style attributes.
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)


def init_app(app: Flask) -> None:
    """Mount the dashboard; after ``security``, whose gate lets operators alone in."""
    app.config["RQ_DASHBOARD_REDIS_URL"] = redis_url(app.extensions["settings"])
    app.config["RQ_DASHBOARD_POLL_INTERVAL"] = POLL_MILLISECONDS
    # One blueprint serves every app of the process and takes no hook after its first
    # registration, so the hooks are the app's.
    app.before_request(dashboard_gate.check)
    app.after_request(add_headers)
    app.add_template_global(script_nonce)
    app.add_template_filter(dashboard_markup.true_words)
    app.add_template_filter(dashboard_markup.escape_job_data)
    app.register_blueprint(rq_dashboard.blueprint, url_prefix="/rq")
    web.setup_rq_connection(app)
    web.config.serializer = jobs.ReadableSerializer
    web.get_queue_registry_jobs_count = dashboard_views.page_of_jobs
    replace_views(app)


def replace_views(app: Flask) -> None:
    prefix = f"{dashboard_gate.BLUEPRINT}."
    for name, view in dashboard_views.OWN.items():
        app.view_functions[prefix + name] = view
    for endpoint, found in app.view_functions.items():
        if endpoint.startswith(prefix):
            app.view_functions[endpoint] = dashboard_gate.guarded(found)


def redis_url(chosen: Settings) -> str:
    """Our Redis, with the limits in time that the package sets none of."""
    options = "socket_connect_timeout=1&socket_timeout=5"
    if chosen.redis_url.startswith("rediss://") and not chosen.redis_tls_verify:
        options += "&ssl_cert_reqs=none"
    separator = "&" if "?" in chosen.redis_url else "?"
    return chosen.redis_url + separator + options


def script_nonce() -> str:
    """For the script tags of this answer; asking for it makes it a dashboard page."""
    if "script_nonce" not in g:
        g.script_nonce = secrets.token_urlsafe(16)
    return str(g.script_nonce)


def add_headers(response: Response) -> Response:
    """The policy of a dashboard page, and the cookie that its POSTs answer with."""
    nonce = g.get("script_nonce")
    if nonce:
        policy = CONTENT_SECURITY_POLICY.format(nonce=nonce)
        response.headers["Content-Security-Policy"] = policy
        response.set_cookie(
            "_csrf_token",
            generate_csrf(),
            path="/rq",
            secure=settings().is_production,
            httponly=False,  # the page's script reads it
            samesite="Strict",
        )
    return response
