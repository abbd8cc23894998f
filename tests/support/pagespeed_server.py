"""A stand-in for PageSpeed Insights v5: real HTTP on loopback, every error it has.

The shapes are those of the documented response and of answers that were recorded.
https://developers.google.com/speed/docs/insights/rest/v5/pagespeedapi/runpagespeed
"""

from __future__ import annotations

import contextlib
import json
import socket
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from support.hostile_server import HostileServer, Script, drip, redirect, send
from support.pagespeed_answers import lighthouse, measured

PATH = "/pagespeedonline/v5/runPagespeed"
HUGE = 50_000_000


def answer(value: Any, status: str = "200 OK") -> Script:
    """JSON with this status."""
    return send(http(json.dumps(value).encode(), status))


def http(body: bytes, status: str = "200 OK", kind: str = "application/json") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=UTF-8\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def error(line: str, message: str, reason: str, **more: Any) -> Script:
    """The service's error object."""
    code = int(line.split()[0])
    entry = {"message": message, "domain": "global", "reason": reason}
    told = {"code": code, "message": message, "errors": [entry], **more}
    return answer({"error": told}, line)


def user_error(words: str) -> Script:
    """The page is the problem."""
    message = f"Lighthouse returned error: {words}"
    return error("400 Bad Request", message, "lighthouseUserError")


def quota(limit: str, value: str) -> Script:
    detail = {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        "reason": "RATE_LIMIT_EXCEEDED",
        "metadata": {"quota_limit": limit, "quota_limit_value": value},
    }
    message = "Quota exceeded for quota metric 'Queries' of service."
    more: dict[str, Any] = {"status": "RESOURCE_EXHAUSTED", "details": [detail]}
    return error("429 Too Many Requests", message, "rateLimitExceeded", **more)


def hang(sock: socket.socket) -> None:
    """Say nothing until the client goes."""
    with contextlib.suppress(OSError):
        sock.recv(1)


def huge(sock: socket.socket) -> None:
    """50 MB of JSON."""
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {HUGE + 2}\r\n\r\n"
    sock.sendall(head.encode() + b'"')
    for _ in range(HUGE // 1_000_000):
        sock.sendall(b"x" * 1_000_000)
    sock.sendall(b'"')


def slow(seconds: float, script: Script) -> Script:
    """The same answer, later."""

    def run(sock: socket.socket) -> None:
        time.sleep(seconds)
        script(sock)

    return run


NO_FCP = user_error("NO_FCP. Something went wrong with recording the trace.")
UNREACHED = user_error(
    "FAILED_DOCUMENT_REQUEST. Lighthouse was unable to reliably load the page you "
    "requested. (Details: net::ERR_CONNECTION_FAILED)"
)
KEY_INVALID = error(
    "400 Bad Request",
    "API key not valid. Please pass a valid API key.",
    "badRequest",
    status="INVALID_ARGUMENT",
    details=[{"reason": "API_KEY_INVALID", "domain": "googleapis.com"}],
)
BAD_PARAMETER = error("400 Bad Request", "Invalid value 'x'.", "invalid")
FORBIDDEN = error("403 Forbidden", "The API is disabled.", "forbidden")
QUOTA_OF_A_MINUTE = quota("defaultPerMinutePerProject", "240")
QUOTA_OF_A_DAY = quota("defaultPerDayPerProject", "25000")
QUOTA_WITHOUT_KEY = quota("defaultPerDayPerProject", "0")
INTERNAL = error(
    "500 Internal Server Error",
    "Unable to process request. Please wait a while and try again.",
    "internalError",
)
OLD_NO_FCP = error(
    "500 Internal Server Error", "Lighthouse returned error: NO_FCP", "lighthouseError"
)
UNAVAILABLE = send(http(b"<h1>503</h1>", "503 Service Unavailable", "text/html"))
MOVED = redirect("http://127.0.0.1:1/elsewhere")
HTML = send(http(b"<!DOCTYPE html><title>Sign in</title>", kind="text/html"))
TRUNCATED_JSON = send(http(json.dumps(measured()).encode()[:-200]))
CUT_OFF = send(http(json.dumps(measured()).encode())[:-200])
DRIP = drip(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{", b" ", 0.05)
DRIPPING_HEAD = drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n", 0.2)
CAPTCHA = answer(measured(captchaResult="CAPTCHA_NEEDED"))
CATEGORIES_NULL = answer(measured(lighthouseResult=lighthouse(categories=None)))


def runtime_error(code: str) -> Script:
    """A 200 whose Lighthouse failed."""
    told = {"code": code, "message": "It went wrong."}
    result = lighthouse(performance=None, categories={}, runtimeError=told)
    return answer(measured(lighthouseResult=result))


class PageSpeedServer(HostileServer):
    """``says[strategy]``: one script a request, the last one for good; a strategy that
    is not there gets ``measured()``. ``asked`` holds each request's parameters."""

    def __init__(self) -> None:
        super().__init__()
        self.says: dict[str, list[Script]] = {}
        self.asked: list[dict[str, list[str]]] = []

    @property
    def endpoint(self) -> str:
        return self.url + PATH

    def always(self, *scripts: Script) -> None:
        """For both strategies."""
        self.says = {"mobile": list(scripts), "desktop": list(scripts)}

    def times(self, strategy: str) -> int:
        """How often it was asked for."""
        return sum(asked["strategy"] == [strategy] for asked in self.asked)

    def answer(self, sock: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            chunk = sock.recv(65536)
            if not chunk:
                return
            request += chunk
        text = request.decode("latin-1")
        self.requests.append(text)
        self.script(text.split(" ")[1])(sock)
        sock.shutdown(socket.SHUT_WR)

    def script(self, target: str) -> Script:
        parts = urlsplit(target)
        if parts.path != PATH:
            return send(http(b"{}", "404 Not Found"))
        asked = parse_qs(parts.query)
        strategy = asked.get("strategy", ["desktop"])[0]
        self.asked.append(asked)
        scripts = self.says.get(strategy, [answer(measured())])
        return scripts[min(self.times(strategy), len(scripts)) - 1]
