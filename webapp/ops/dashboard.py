"""rq-dashboard at /rq/: for operators, and made safe.

On its own it has no gate, changes state on a GET, prints job data unescaped, and its
requeue and delete ignore the serializer and would unpickle what is in Redis; it also
writes parts of the address into a script. So: the gate of ``security.access``, 405 on
that GET, 404 for odd addresses, our page frame (templates that escape, a nonce on each
script) and our services in the place of its changing views.
https://github.com/Parallels/rq-dashboard/issues/526
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import Any

import rq_dashboard
import rq_dashboard.web
from flask import Flask, Response, abort, g, jsonify, request
from flask_wtf.csrf import generate_csrf
from rq import Worker

from webapp.domain.queue_names import QUEUES
from webapp.queues import SERIALIZER, AllowListedJob
from webapp.services import queue_jobs
from webapp.services.current import settings

BLUEPRINT = "rq_dashboard"
#: Views that change something and yet answer to GET.
POST_ONLY = frozenset({f"{BLUEPRINT}.requeue_all"})
#: What each part of an address may be.
SOUND = {
    "instance_number": re.compile("0"),
    "queue_name": re.compile("|".join(QUEUES)),
    "registry_name": re.compile(
        "queued|started|deferred|scheduled|finished|failed|canceled"
    ),
    "per_page": re.compile("[1-9][0-9]{0,2}"),
    "page": re.compile("[1-9][0-9]{0,6}"),
    "order": re.compile("asc|dsc"),
    "job_id": re.compile("[A-Za-z0-9_-]{1,200}"),
}
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        # Underscore compiles its templates, which takes unsafe-eval.
        "script-src 'nonce-{nonce}' 'unsafe-eval'",
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def init_app(app: Flask) -> None:
    """Mount the dashboard and stand guard around it."""
    app.config["RQ_DASHBOARD_REDIS_URL"] = app.extensions["settings"].redis_url
    app.config["RQ_DASHBOARD_POLL_INTERVAL"] = 5000
    app.config["RQ_DASHBOARD_WEB_BACKGROUND"] = "black"
    rq_dashboard.web.config.serializer = SERIALIZER
    # Two of its views read jobs without the serializer: RQ would unpickle them here.
    rq_dashboard.web.Job = AllowListedJob
    rq_dashboard.web.Worker = ReadOnlyWorker
    app.register_blueprint(rq_dashboard.blueprint, url_prefix="/rq")
    rq_dashboard.web.setup_rq_connection(app)
    # It would print the URL, whose password it does not mask in every spelling.
    rq_dashboard.web.escape_format_instance_list = hide_urls
    for name, view in OUR_VIEWS.items():
        app.view_functions[f"{BLUEPRINT}.{name}"] = view
    app.before_request(refuse_odd_requests)
    app.after_request(add_headers)
    app.jinja_env.globals["rq_nonce"] = nonce


class ReadOnlyWorker(Worker):
    """What the dashboard reads workers with: their jobs are JSON, never pickle."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs |= {"job_class": AllowListedJob, "serializer": SERIALIZER}
        super().__init__(*args, **kwargs)


def hide_urls(urls: list[str]) -> list[str]:
    return ["Redis" for _ in urls]


def refuse_odd_requests() -> None:
    if request.blueprint != BLUEPRINT:
        return
    if request.endpoint in POST_ONLY and request.method != "POST":
        abort(405)
    for name, value in (request.view_args or {}).items():
        if value is None:
            continue
        if name in SOUND and not SOUND[name].fullmatch(str(value)):
            abort(404)


def nonce() -> str:
    """One value for all scripts of one answer."""
    if "rq_nonce" not in g:
        g.rq_nonce = secrets.token_urlsafe(16)
    return str(g.rq_nonce)


def add_headers(response: Response) -> Response:
    """Our policy, and the cookie that its scripts take the CSRF token from."""
    if request.blueprint == BLUEPRINT:
        policy = CONTENT_SECURITY_POLICY.format(nonce=nonce())
        response.headers["Content-Security-Policy"] = policy
        response.set_cookie(
            "_csrf_token",
            generate_csrf(),
            path="/rq",
            secure=settings().is_production,
            httponly=False,
            samesite="Strict",
        )
    return response


def done(**more: Any) -> Response:
    return jsonify({"status": "OK", **more})


def requeue_job_view(job_id: str) -> Response:
    queue_jobs.requeue(job_id)
    return done()


def requeue_all(queue_name: str) -> Response:
    return done(count=queue_jobs.requeue_all(queue_name))


def delete_job_view(job_id: str, registry: object = None) -> Response:
    queue_jobs.delete(job_id)
    return done()


def empty_queue(queue_name: str, registry_name: str) -> Response:
    return done(count=queue_jobs.empty(queue_name, registry_name))


def compact_queue(queue_name: str) -> Response:
    queue_jobs.compact(queue_name)
    return done()


OUR_VIEWS: dict[str, Callable[..., Response]] = {
    "requeue_job_view": requeue_job_view,
    "requeue_all": requeue_all,
    "delete_job_view": delete_job_view,
    "empty_queue": empty_queue,
    "compact_queue": compact_queue,
}
