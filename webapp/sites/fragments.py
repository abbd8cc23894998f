"""The fragments that poll: the page's own piece, rendered by the same template."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import make_response, render_template
from flask.typing import ResponseReturnValue

from webapp.security import sign_in_required
from webapp.services.sites import progress as progress_service
from webapp.sites.blueprint import bp
from webapp.sites.routes import asked_for, find


@bp.context_processor
def progress_of() -> dict[str, Any]:
    """The progress is worked out where it is shown."""
    return {"progress_of": progress_service.of_site}


@bp.app_template_filter("in_about")
def in_about(seconds: float) -> str:
    """A duration as one says it of what is to come: ``1 minute``, ``2 h 10 min``."""
    if seconds < 60:
        return "a minute" if seconds > 30 else "half a minute"
    minutes = round(timedelta(seconds=seconds) / timedelta(minutes=1))
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes // 10 * 10, 60)
    if hours >= 48:
        return f"{hours // 24} days"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


@bp.get("/<string:public_id>/progress")
@sign_in_required
def progress(public_id: str) -> ResponseReturnValue:
    """Where the site scan stands. At its end the answer asks htmx to load the page
    anew, which has the report."""
    site = find(public_id)
    answer = make_response(render_template("sites/_progress_live.html", site=site))
    if not site.is_open:
        answer.headers["HX-Refresh"] = "true"
    return answer


@bp.get("/list")
@sign_in_required
def site_list() -> str:
    """One page of the list; it carries its poll only while one of its sites is being
    scanned."""
    return render_template("sites/_list.html", found=asked_for())
