"""Scans beside each other: the history of a page, what changed, several pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import JSON, select, type_coerce

from webapp.domain.report import AuditEntry, ReportBody
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Report, Scan
from webapp.services import check_catalogue, outcomes, permissions, scans
from webapp.services.actors import Actor

MOST_POINTS = 20
MOST_SCANS = 4
FAILING = frozenset({"fail", "warn"})
#: An outcome that says something about the page.
JUDGED = frozenset({"pass", "warn", "fail", "na"})


@dataclass(frozen=True, slots=True)
class Point:
    """One earlier scan; ``categories`` are scores by id, None where not measured."""

    public_id: str
    created_at: datetime
    score: int | None
    categories: dict[str, int | None]
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One check over all compared scans; ``change`` is ``fixed``, ``new``, ``changed``
    or empty, from the first of them to the last."""

    id: str
    title: str
    entries: tuple[AuditEntry | None, ...]
    change: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scans, oldest first; ``rows`` are the checks that differ, what is new first."""

    scans: tuple[Scan, ...]
    bodies: tuple[ReportBody, ...]
    rows: tuple[Row, ...]
    is_one_page: bool


def history(scan: Scan, actor: Actor) -> list[Point]:
    """This actor's scans of the same address that have a report, oldest first."""
    rows = db.session.execute(
        select(
            Scan.public_id,
            Scan.created_at,
            Scan.score,
            # Of a body of a megabyte a few hundred bytes.
            type_coerce(Report.body, JSON)["categories"],
        )
        .join(Report, Report.scan_id == Scan.id)
        .where(scans.belongs_to(actor), Scan.url == scan.url)
        .order_by(Scan.created_at.desc())
        .limit(MOST_POINTS)
    ).all()
    return [point(*row) for row in reversed(rows)]


def point(
    public_id: str,
    created_at: datetime,
    score: int | None,
    categories: list[dict[str, Any]],
) -> Point:
    return Point(
        public_id,
        created_at,
        score,
        {category["id"]: category["score"] for category in categories},
        {category["id"]: category["title"] for category in categories},
    )


def compare(public_ids: list[str], actor: Actor) -> Comparison:
    """Two to four own scans beside each other. Raises ``Refused`` (404 for a scan that
    is not this actor's, 422 for a number or a state that cannot be compared)."""
    wanted = list(dict.fromkeys(public_ids))
    if not 2 <= len(wanted) <= MOST_SCANS:
        sentence = "Choose two to four different scans to compare."
        raise Refused("bad_comparison", sentence)
    found = [scans.find(public_id, actor) for public_id in wanted]
    found.sort(key=lambda scan: scan.created_at)
    bodies = [report_of(scan, actor) for scan in found]
    is_one_page = len({scan.url for scan in found}) == 1
    rows = differing(bodies, is_one_page=is_one_page)
    return Comparison(tuple(found), tuple(bodies), tuple(rows), is_one_page)


def report_of(scan: Scan, actor: Actor) -> ReportBody:
    if not permissions.permissions(scan, actor).full_report:
        raise Refused("not_found", "There is no such scan.", status=404)
    body = outcomes.load_report(scan.id) if scan.has_report else None
    if body is None:
        raise Refused("no_report", f"The scan of {scan.url} has no report to compare.")
    return cast("ReportBody", body)


def differing(bodies: list[ReportBody], *, is_one_page: bool) -> list[Row]:
    """The checks whose outcome is not the same in all."""
    by_id = [{entry["id"]: entry for entry in body["audits"]} for body in bodies]
    ids = dict.fromkeys(id for entries in by_id for id in entries)
    rows = []
    for id in ids:
        entries = tuple(known.get(id) for known in by_id)
        if len({entry["outcome"] for entry in entries if entry}) > 1:
            change = change_of(entries[0], entries[-1]) if is_one_page else ""
            rows.append(Row(id, title_of(id, entries), entries, change))
    order = {"new": 0, "fixed": 1, "changed": 2, "": 3}
    return sorted(rows, key=lambda row: (order[row.change], -weight(row), row.id))


def change_of(before: AuditEntry | None, after: AuditEntry | None) -> str:
    if before is None or after is None:
        return "changed"
    if not {before["outcome"], after["outcome"]} <= JUDGED:
        return "changed"
    was, is_now = before["outcome"] in FAILING, after["outcome"] in FAILING
    if was == is_now:
        return "changed" if before["outcome"] != after["outcome"] else ""
    return "fixed" if was else "new"


def title_of(id: str, entries: tuple[AuditEntry | None, ...]) -> str:
    """What is checked, not what one of the scans found: it stands beside all of them.

    A check that is not made any more is called as it was where it did not fail.
    """
    known = check_catalogue.find(id)
    if known:
        return known.meta.title
    there = [entry for entry in reversed(entries) if entry]
    calm = [entry for entry in there if entry["outcome"] not in FAILING]
    return [*calm, *there][0]["title"]


def weight(row: Row) -> float:
    return max(entry["weight"] for entry in row.entries if entry)
