"""``RateLimit`` and ``RateLimit-Policy``: how much may still be submitted.

As the draft has them since version 8, and not the three older fields of its name.
https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/
"""

from __future__ import annotations

from flask import Response, request
from sqlalchemy.exc import SQLAlchemyError

from webapp.api.blueprint import bp
from webapp.extensions import db
from webapp.security import current_actor
from webapp.services import submission_quota

#: Where pages are submitted, and the lists of what was.
TOLD = frozenset(
    {
        "api.create_scan",
        "api.list_scans",
        "api.create_site",
        "api.list_sites",
        "api.run_schedule",
        "api.list_runs",
    }
)
NAME = '"pages-per-hour"'


@bp.after_request
def tell_quota(response: Response) -> Response:
    """Not where the sender is not known, or the database is away."""
    is_known = response.status_code < 500 and response.status_code != 401
    if request.endpoint in TOLD and is_known:
        try:
            add_headers(response)
        except SQLAlchemyError:
            db.session.rollback()  # what was asked for is answered all the same
    return response


def add_headers(response: Response) -> None:
    quota = submission_quota.of_actor(current_actor())
    if quota is None:
        return
    policy = f"{NAME};q={quota.limit};w={quota.window}"
    left = f"{NAME};r={quota.remaining}"
    response.headers["RateLimit-Policy"] = policy
    response.headers["RateLimit"] = left + (f";t={quota.reset}" if quota.reset else "")
