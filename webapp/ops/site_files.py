"""What browsers and crawlers ask every site for."""

from __future__ import annotations

from flask import Response, current_app

from webapp.ops.blueprint import bp
from webapp.security import public
from webapp.security.headers import PRIVATE


@bp.get("/robots.txt")
@public
def robots_txt() -> Response:
    """Public pages may be crawled, what is somebody's own may not."""
    rules = "".join(f"Disallow: /{name}\n" for name in sorted(PRIVATE))
    return Response(f"User-agent: *\n{rules}", mimetype="text/plain")


@bp.get("/favicon.ico")
@public
def favicon() -> Response:
    """For what is shown without a page, such as a PDF: pages name the icon."""
    return current_app.send_static_file("img/icon.svg")
