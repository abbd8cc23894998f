"""Pages: one's site scans with the form of a new one, one of them."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.exceptions import Refused, Unavailable
from webapp.models import SiteScan
from webapp.security import current_actor, current_user, sign_in_required
from webapp.services.sites import listing, starting
from webapp.services.sites.starting import Asked
from webapp.sites import words
from webapp.sites.blueprint import bp
from webapp.sites.forms import SiteForm, show_refusal
from webapp.sites.planning import plan_of

#: A list of 50,000 addresses, as text or a file.
MOST_BYTES = 8 * 1024 * 1024
ROOM_FOR_FIELDS = 512 * 1024


def find(public_id: str) -> SiteScan:
    return listing.find(current_user(), public_id)


@bp.url_value_preprocessor
def take_long_lists(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Before anything reads the form, and for this one form of users alone."""
    is_new = endpoint == f"{bp.name}.create" and request.method == "POST"
    if is_new and current_actor().user is not None:
        request.max_form_memory_size = MOST_BYTES + ROOM_FOR_FIELDS
        request.max_content_length = MOST_BYTES + ROOM_FOR_FIELDS


@bp.context_processor
def give_words() -> dict[str, Any]:
    return {"SITE_STATES": words.STATES, "state_of": words.state_of}


@bp.app_context_processor
def give_site() -> dict[str, Any]:
    """For the page of a scan: the site scan that it is a part of."""
    return {"site_of": listing.site_of}


@bp.get("")
@sign_in_required
def index() -> ResponseReturnValue:
    return list_page(SiteForm(), 200)


def list_page(
    form: SiteForm, status: int, retry_after: int | None = None
) -> ResponseReturnValue:
    page = render_template("sites/index.html", form=form, found=asked_for())
    return page, status, {"Retry-After": str(retry_after)} if retry_after else {}


def asked_for() -> listing.SiteList:
    return listing.list_for(current_user(), request.args.get("page", 1, type=int))


@bp.post("")
@sign_in_required
def create() -> ResponseReturnValue:
    form = SiteForm()
    plan = plan_of(form)
    if plan is None:
        return list_page(form, 422)
    try:
        asked = starting.ask(current_user(), plan)
    except Refused as error:
        show_refusal(form, error)
        return list_page(form, error.status)
    except Unavailable as error:
        show_refusal(form, error)
        return list_page(form, error.status, error.retry_after)
    return to_new(asked)


def to_new(asked: Asked) -> ResponseReturnValue:
    if not asked.is_new:
        flash("This site is being scanned already: here is that scan.")
    return redirect(url_for("sites.show", public_id=asked.site.public_id), 303)


@bp.get("/<string:public_id>")
@sign_in_required
def show(public_id: str) -> ResponseReturnValue:
    return render_template("sites/show.html", site=find(public_id))
