"""The report of a site scan: its checks, pages, structure and link graph."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from webapp.audits.scoring import CATEGORIES
from webapp.exceptions import Refused
from webapp.security import sign_in_required
from webapp.services.site_reports import (
    affected,
    check_list,
    graph_picture,
    overview,
    page_filter,
    page_links,
    pages_table,
    structure,
)
from webapp.services.site_reports.check_list import CheckLine
from webapp.services.site_reports.page_filter import PageFilter
from webapp.services.sites import reasons
from webapp.sites.blueprint import bp
from webapp.sites.routes import find

#: Of the list of affected pages: what can be sorted there.
AFFECTED_SORTS = ("url", "score", "inlinks", "rank")


@bp.context_processor
def words() -> dict[str, Any]:
    """For the pages of this blueprint; the overview is worked out where it is shown."""
    return {
        "overview_of": overview.of_site,
        "in_reason_words": reasons.in_words,
        "SORTS": page_filter.SORTS,
        "PAGE_STATES": page_filter.STATES,
    }


@bp.get("/<string:public_id>/checks")
@sign_in_required
def checks(public_id: str) -> str:
    """All checks, those that fail first."""
    site = find(public_id)
    chosen = {name: request.args.get(name, "") for name in ("category", "outcome")}
    lines = check_list.of_site(site)
    return render_template(
        "sites/checks.html",
        site=site,
        lines=check_list.chosen_lines(lines, **chosen),
        counts=check_list.counts(lines),
        categories=CATEGORIES,
        chosen=chosen,
    )


@bp.get("/<string:public_id>/checks/<string:check_id>")
@sign_in_required
def check(public_id: str, check_id: str) -> str:
    """One check and the pages that it is about: by template, or of one template."""
    site = find(public_id)
    line = line_of(public_id, check_id)
    template = request.args.get("template")
    page = request.args.get("page", 1, type=int)
    sort = sort_of_affected()
    is_list = template is not None or bool(sort) or "all" in request.args
    return render_template(
        "sites/check.html",
        site=site,
        line=line,
        template=template,
        sort=sort,
        sorts=AFFECTED_SORTS,
        groups=None if is_list else affected.groups(site.id, check_id, page),
        found=affected.find(site.id, check_id, template, sort or "-rank", page)
        if is_list
        else None,
    )


def line_of(public_id: str, check_id: str) -> CheckLine:
    line = check_list.line_of(find(public_id), check_id)
    if line is None:
        raise Refused("no_such_check", "This site was not judged by it.", status=404)
    return line


def sort_of_affected() -> str:
    sort = request.args.get("sort", "")
    return sort if sort.removeprefix("-") in AFFECTED_SORTS else ""


@bp.get("/<string:public_id>/checks/<string:check_id>/group")
@sign_in_required
def check_group(public_id: str, check_id: str) -> str:
    """What unfolds below a line of the check's page."""
    site = find(public_id)
    template = request.args.get("template", "")
    return render_template(
        "sites/_check_group.html",
        site=site,
        check_id=check_id,
        template=template,
        found=affected.find(site.id, check_id, template, "-rank"),
    )


@bp.get("/<string:public_id>/pages")
@sign_in_required
def pages(public_id: str) -> str:
    """The table of pages; the address holds what was chosen."""
    site = find(public_id)
    chosen = PageFilter.read(request.args)
    found = pages_table.find(site.id, chosen, request.args.get("page", 1, type=int))
    return render_template("sites/pages.html", site=site, found=found, chosen=chosen)


@bp.get("/<string:public_id>/pages/<int:number>")
@sign_in_required
def page(public_id: str, number: int) -> str:
    """One page within its site."""
    site = find(public_id)
    row = page_links.find(site.id, number)
    return render_template(
        "sites/page.html",
        site=site,
        page=row,
        findings=page_links.findings(number),
        leading_to=page_links.leading_to(row),
        leads_to=page_links.leads_to(number),
    )


@bp.get("/<string:public_id>/structure")
@sign_in_required
def site_structure(public_id: str) -> str:
    site = find(public_id)
    return render_template(
        "sites/structure.html",
        site=site,
        structure=structure.of_site(site),
        find_check=check_list.catalogue_title,
    )


@bp.get("/<string:public_id>/graph")
@sign_in_required
def graph(public_id: str) -> str:
    site = find(public_id)
    picture = graph_picture.draw(site)
    return render_template("sites/graph.html", site=site, picture=picture)
