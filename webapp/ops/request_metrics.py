"""How many requests each route answered, how, and how fast.

Under gunicorn every process counts into files of its own, which whichever of them is
asked adds up: https://prometheus.github.io/client_python/multiprocess/
"""

from __future__ import annotations

import time
from contextlib import suppress

from flask import Flask, Response, g, request, request_finished, request_started
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    disable_created_metrics,
)
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from prometheus_client.values import MutexValue, ValueClass

#: Around what a page may take, 0.2 s.
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
#: Whoever asks can invent more.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER, NO_ROUTE = "other", "none"

# Times when series began would be told without gunicorn alone.
disable_created_metrics()  # type: ignore[no-untyped-call]
alone = CollectorRegistry()
requests = Counter(
    "xenlixai_http_requests",
    "Requests that were answered, by method, rule of the URL and status.",
    ("method", "route", "status"),
    registry=alone,
)
seconds = Histogram(
    "xenlixai_http_request_duration_seconds",
    "From a request to the beginning of its answer, by rule of the URL.",
    ("route",),
    buckets=BOUNDS,
    registry=alone,
)


def init_app(app: Flask) -> None:
    """Signals, since they surround whatever happens before and after a view."""
    request_started.connect(begin, app)
    request_finished.connect(count, app)


def begin(_: Flask, **__: object) -> None:
    g.request_began = time.perf_counter()


def count(_: Flask, response: Response, **__: object) -> None:
    began = g.pop("request_began", None)
    if began is None:
        return
    route = request.url_rule.rule if request.url_rule else NO_ROUTE
    method = request.method if request.method in METHODS else OTHER
    with suppress(OSError):  # somebody tidied up the folder: the answer counts more
        requests.labels(method, route, str(response.status_code)).inc()
        seconds.labels(route).observe(time.perf_counter() - began)


def collector() -> Collector:
    """What all processes of this gunicorn counted; without gunicorn, this one."""
    if ValueClass is MutexValue:  # config.prepare_metrics_environment was not called
        return alone
    try:
        return MultiProcessCollector(None)  # type: ignore[no-untyped-call]
    except ValueError:  # the folder is gone
        return CollectorRegistry()
