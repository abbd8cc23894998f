"""gunicorn's settings: ``gunicorn --config python:webapp.processes.web``.

The app is loaded once, before the fork, so that the first page is there in a second.
https://docs.gunicorn.org/en/stable/settings.html
"""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from gunicorn import systemd

from config import prepare_metrics_environment, settings_or_exit
from webapp import collector, logs
from webapp.models.connections import WEB_THREADS
from webapp.processes import request_counts
from webapp.services import schema, setup_links
from webapp.services.current import settings

_settings = settings_or_exit()

# A laptop's copy is for its owner; a container's or platform's for the world outside.
_host = "0.0.0.0" if _settings.is_production else "127.0.0.1"  # noqa: S104
bind = [f"{_host}:{_settings.port}"]
workers = _settings.web_concurrency
worker_class = "webapp.processes.slow_clients.ImpatientWorker"
# More than work at once: the rest wait for clients that are slow.
threads = WEB_THREADS
# A filter's address in letters that an address spells with six signs each.
limit_request_line = 8190
preload_app = True
graceful_timeout = 3
timeout = 60
accesslog = None
control_socket_disable = True
proc_name = "xenlixai-web"

log = logging.getLogger("webapp.web")

# Before anything imports prometheus_client; empty, and of this gunicorn alone.
prepare_metrics_environment(request_counts.make_folder())


def on_starting(server: Any) -> None:
    """One sentence now, in place of ten errors and a guess later."""
    logs.take_over("gunicorn.error")
    if server.master_pid or systemd.listen_fds(unset_environment=False):
        return  # the sockets are open already: of the gunicorn before, or systemd's
    try:
        with socket.create_server((_host, _settings.port)):
            pass
    except OSError as error:
        told = f"cannot be used ({error.strerror})"
        if error.errno == errno.EADDRINUSE:
            told = "is taken by another program"
        elif error.errno == errno.EACCES:
            told = "is only for administrators of this machine"
        sys.exit(
            f"XenlixAI cannot start. Port {_settings.port} {told}: set PORT to "
            "another one."
        )


def when_ready(server: Any) -> None:
    """In the parent, before any worker is forked: tell people how to begin."""
    app: Flask = server.app.wsgi()
    with app.app_context():
        try:
            with deadly_signals():
                schema.wait_until_ready()
            tell_start()
        finally:
            schema.close_database()
    collector.keep_all()


def child_exit(_server: Any, worker: Any) -> None:
    """What it counted stays in the sums; what was true of it alone goes."""
    from prometheus_client.multiprocess import mark_process_dead  # after its folder

    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


@contextmanager
def deadly_signals() -> Iterator[None]:
    """gunicorn notes a signal for its loop, which has not begun: who waits here for
    the database could not be stopped."""
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)
    before = {number: signal.signal(number, signal.SIG_DFL) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def pre_request(worker: Any, request: Any) -> None:
    """A body that is too long, or of unknown length, may stay unread, and then gunicorn
    closes the connection: the answer must say so, or the client's next request is lost.
    A view cannot: gunicorn drops its Connection header.
    """
    headers = dict(request.headers)
    most = worker.wsgi.config["MAX_CONTENT_LENGTH"]
    if "TRANSFER-ENCODING" in headers or int(headers.get("CONTENT-LENGTH", 0)) > most:
        request.must_close = True


def tell_start() -> None:
    chosen = settings()
    log.info("XenlixAI is ready: open %s", chosen.public_url)
    token = setup_links.issue()
    if token is not None:
        log.info(
            "No operator yet. Make the first one with this link, which works once: "
            "%s/setup?token=%s",
            chosen.public_url,
            token,
        )
