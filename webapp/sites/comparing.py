"""Two runs over one site beside each other."""

from __future__ import annotations

from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.exceptions import Refused
from webapp.security import sign_in_required
from webapp.services.site_reports import check_list, comparison, comparison_pages
from webapp.services.site_reports.comparison import SiteComparison
from webapp.services.site_reports.comparison_pages import PageRows
from webapp.services.sites import listing
from webapp.sites.blueprint import bp
from webapp.sites.routes import find

#: What the lists of pages show, by ``show``.
LISTS = {
    "new": "New pages",
    "gone": "Pages that are gone",
    "changed": "Pages that answer otherwise",
}
#: With ``check``, pages that are the same in both runs.
CHANGES = {
    "fixed": "Fixed on these pages",
    "new": "New on these pages",
    "remaining": "As before on these pages",
}


@dataclass(frozen=True)
class Chosen:
    """What the address asks for: a list of pages, or of those of one check."""

    show: str
    check_id: str

    @property
    def title(self) -> str:
        if not self.check_id:
            return LISTS[self.show]
        return f"{CHANGES[self.show]}: {check_list.catalogue_title(self.check_id)}"


@bp.get("/<string:public_id>/compare")
@sign_in_required
def compare_with(public_id: str) -> ResponseReturnValue:
    """With the run that is chosen (``with``), else with the one before, if any."""
    site = find(public_id)
    others = listing.runs_beside(site)
    chosen = request.args.get("with", "")[:60]
    if not chosen and others:
        earlier = [each for each in others if each.created_at < site.created_at]
        chosen = (earlier or others)[0].public_id
    if not chosen:
        return render_template("sites/compare_none.html", site=site)
    there = url_for("sites.compare", public_id=public_id, other_id=chosen)
    return redirect(there, 303)


@bp.get("/<string:public_id>/compare/<string:other_id>")
@sign_in_required
def compare(public_id: str, other_id: str) -> str:
    """The older run against the newer, whichever is named first."""
    site = find(public_id)
    found = comparison.compare(site, find(other_id))
    chosen = chosen_list()
    return render_template(
        "sites/compare.html",
        site=site,
        other_id=other_id,
        comparison=found,
        others=listing.runs_beside(site),
        titles={one.id: check_list.catalogue_title(one.id) for one in found.checks},
        chosen=chosen,
        rows=rows_of(found, chosen) if chosen else None,
        lists=LISTS,
    )


def chosen_list() -> Chosen | None:
    show, check_id = request.args.get("show", ""), request.args.get("check", "")
    if not show:
        return None
    if show not in (CHANGES if check_id else LISTS):
        raise Refused("not_found", "There is no such list.", status=404)
    return Chosen(show, check_id)


def rows_of(found: SiteComparison, chosen: Chosen) -> PageRows:
    page = request.args.get("page", 1, type=int)
    if chosen.check_id:
        return of_check(found, chosen, page)
    numbers = getattr(found.pages, chosen.show)
    if chosen.show == "changed":
        return comparison_pages.with_another_answer(numbers, page)
    return comparison_pages.only_in_one(numbers, page)


def of_check(found: SiteComparison, chosen: Chosen, page: int) -> PageRows:
    check = found.find(chosen.check_id)
    if check is None:
        raise Refused("no_such_check", "Neither run was judged by it.", status=404)
    runs = (found.after.id, found.before.id)
    if chosen.show == "fixed":
        runs = (found.before.id, found.after.id)
    return comparison_pages.where_a_check_changed(
        *runs,
        check.id,
        is_in_both=chosen.show == "remaining",
        total=getattr(check, chosen.show),
        page=page,
    )
