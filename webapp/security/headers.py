"""Headers of every response. A view that sets one of them itself keeps its own."""

from __future__ import annotations

from flask import Flask, Response, request

from webapp.services.current import settings

#: htmx runs under it with allowEval and includeIndicatorStyles off.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # "no-referrer" would fail every POST over https: Flask-WTF compares the referrer.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
#: One year with subdomains, as ASVS 5.0 3.4.1 asks.
STRICT_TRANSPORT = "max-age=31536000; includeSubDomains"
#: What lies below is somebody's own: no cache keeps it, no search engine lists it, no
#: other site learns its address.
PRIVATE = frozenset(
    {
        "account",
        "api",
        "auth",
        "ops",
        "rq",
        "scans",
        "schedules",
        "setup",
        "shared",
        "sites",
        "webhooks",
    }
)
FOR_PRIVATE = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "same-origin",
}


def init_app(app: Flask) -> None:
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    wanted = dict(ALWAYS)
    if settings().is_production:
        wanted["Strict-Transport-Security"] = STRICT_TRANSPORT
    if is_private():
        wanted |= FOR_PRIVATE
    elif request.endpoint != "static":
        wanted["Cache-Control"] = "private, no-cache"  # it names who is signed in
    if response.status_code == 401 and request.path.startswith("/api/"):
        wanted["WWW-Authenticate"] = "Bearer"
    for name, value in wanted.items():
        response.headers.setdefault(name, value)
    if response.status_code == 308 and response.location:
        # Werkzeug's redirect to the slash names the host that the request claimed.
        response.location = response.location.removeprefix(request.host_url[:-1])
    return response


def is_private() -> bool:
    return request.path.split("/")[1] in PRIVATE
