"""Pages: the form, own scans, one scan, its report as a file, our crawler."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.exceptions import Refused, Unavailable
from webapp.models import Scan
from webapp.pipeline.crawl import product_token
from webapp.scans.blueprint import bp
from webapp.security import current_actor, public
from webapp.security.guesses import scan_guesses
from webapp.services import (
    comparison,
    permissions,
    report_views,
    reports,
    scans,
    share_links,
    submissions,
)
from webapp.services.actors import Actor
from webapp.services.current import settings
from webapp.services.secret_tokens import new_token


@bp.get("/")
@public
def new() -> str:
    """The form that everything begins with."""
    recent = scans.list_scans(current_actor()).items[:5]
    return render_template("scans/new.html", typed="", error=None, recent=recent)


@bp.post("/scans")
@public
def create() -> ResponseReturnValue:
    """Submit one address or several, a line each: all or none."""
    typed = request.form.get("urls", "")
    try:
        actor = current_actor(create_visitor=True)
        queries = request.form.get("queries", "").splitlines()
        accepted = submissions.submit(typed.splitlines(), actor, queries=queries)
    except (Refused, Unavailable) as error:
        return refuse(typed, error)
    tell_known(accepted)
    if len(accepted.scans) > 1:
        return redirect(url_for("scans.index"), 303)
    return redirect(url_for("scans.show", public_id=accepted.scans[0].public_id), 303)


def tell_known(accepted: submissions.Accepted) -> None:
    known = len(accepted.scans) - len(accepted.new)
    if known and len(accepted.scans) == 1:
        flash("This page is being scanned already: here is that scan.")
    elif known:
        flash(f"Scanned already, so not begun again: {known} of your pages.")


def refuse(typed: str, error: Refused | Unavailable) -> ResponseReturnValue:
    """The form again, with the reason beside its field and what was typed."""
    page = render_template("scans/new.html", typed=typed, error=error, recent=[])
    headers = {}
    if isinstance(error, Unavailable):
        headers["Retry-After"] = str(error.retry_after)
    return page, error.status, headers


@bp.get("/scans")
@public
def index() -> str:
    """Own scans, newest first."""
    return render_template("scans/index.html", found=asked_for())


def asked_for() -> scans.ScanPage:
    """The page of the list that the address names."""
    query = request.args.get("q", "")[:200]
    page = request.args.get("page", 1, type=int)
    return scans.list_scans(current_actor(), query=query, page=page)


@bp.get("/scans/<string:public_id>")
@public
@scan_guesses
def show(public_id: str) -> str:
    """One scan: its progress, teaser or report."""
    actor = current_actor()
    scan = scans.find(public_id, actor)
    return report_page(scan, reports.for_viewer(scan, actor))


def report_page(
    scan: Scan, report: dict[str, Any] | None, *, is_shared: bool = False
) -> str:
    """The page of a scan. A shared one has no history and nothing to do."""
    actor = Actor() if is_shared else current_actor()
    allowed = permissions.permissions(scan, actor)
    is_whole = allowed.full_report or is_shared
    return render_template(
        "scans/show.html",
        scan=scan,
        report=report,
        allowed=allowed,
        is_mine=permissions.is_visitors(scan, actor),
        is_whole=is_whole,
        is_shared=is_shared,
        history=comparison.history(scan, actor) if allowed.full_report else [],
        shared_until=share_links.shared_until(scan) if allowed.full_report else None,
        share_days=share_links.DAYS,
        again_key=new_token(),
        views=report_views,
        chosen={
            name: request.args.get(name, "")[:40] for name in ("category", "outcome")
        },
    )


@bp.get("/bot")
@public
def bot() -> str:
    """What servers find when they follow the address in our user agent."""
    chosen = settings()
    token = product_token(chosen.user_agent)
    return render_template("scans/bot.html", settings=chosen, token=token)
