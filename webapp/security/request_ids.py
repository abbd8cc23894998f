"""A name for each request, in every log line about it and in its answer.

It is made here, or taken from our own proxy, so that both logs can be read together.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask

from webapp import logs

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HEADER = "X-Request-ID"
SANE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{7,63}")


def init_app(app: Flask, proxy_hops: int) -> None:
    """Around all that Flask does, so that no line of a request is without it."""
    inner = app.wsgi_app

    def serve(
        environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        sent = environ.get("HTTP_X_REQUEST_ID", "") if proxy_hops else ""
        request_id = sent if SANE.fullmatch(sent) else uuid.uuid4().hex

        def tell(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
        ) -> Callable[[bytes], object]:
            return start_response(status, [*headers, (HEADER, request_id)], exc_info)

        with logs.bound(request_id=request_id):
            return inner(environ, tell)

    app.wsgi_app = serve  # type: ignore[method-assign]
