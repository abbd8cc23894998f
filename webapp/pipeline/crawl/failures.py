"""What went wrong with a connection, as a code and a sentence."""

from __future__ import annotations

import ssl

from urllib3.exceptions import (
    ConnectTimeoutError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from webapp.exceptions import FetchFailed

TLS_REASONS = (
    ("expired", "its certificate has expired"),
    ("not yet valid", "its certificate is not valid yet"),
    ("self-signed", "its certificate is signed by itself"),
    ("self signed", "its certificate is signed by itself"),
    ("mismatch", "its certificate is for another name"),
    ("not valid for", "its certificate is for another name"),
    ("unable to get local issuer", "its certificate's issuer is not known"),
)


def explain(error: Exception, *, is_over: bool) -> FetchFailed:
    """The failure behind an error of urllib3, http.client or the socket."""
    # urllib3 counts a refused connection among its connect time-outs.
    is_refused = isinstance(error, NewConnectionError)
    timeouts = ConnectTimeoutError | ReadTimeoutError | TimeoutError
    if is_over or (isinstance(error, timeouts) and not is_refused):
        return timed_out()
    if isinstance(error, SSLError | ssl.SSLError):
        return FetchFailed("tls_error", f"No secure connection: {tls_reason(error)}.")
    if is_refused:
        sentence = "The server cannot be reached: it refuses connections."
        return FetchFailed("connection_failed", sentence, is_transient=True)
    sentence = "The server broke off or its answer is not proper HTTP."
    return FetchFailed("bad_response", sentence, is_transient=is_reset(error))


def timed_out() -> FetchFailed:
    sentence = "The server took too long to answer."
    return FetchFailed("timeout", sentence, is_transient=True)


def tls_reason(error: Exception) -> str:
    text = str(error).lower()
    for part, reason in TLS_REASONS:
        if part in text:
            return reason
    return "the server's TLS is not acceptable (without TLS, type http:// in front)"


def is_reset(error: BaseException | None) -> bool:
    """Whether the connection was cut, which may go better the next time."""
    while error is not None:
        if isinstance(error, ConnectionError):
            return True
        inner = [part for part in error.args if isinstance(part, BaseException)]
        error = inner[0] if inner else error.__cause__
    return False
