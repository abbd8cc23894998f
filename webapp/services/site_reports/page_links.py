"""One page of a site: what leads to it, where it leads, what it does not pass."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from webapp.audits.scoring import WEIGHTS
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage, SitePageRecord
from webapp.services import check_catalogue
from webapp.services.check_catalogue import Check
from webapp.services.site_reports import pages_table
from webapp.services.sites.page_ends import unpacked

#: Shown of either kind; a menu links to a page from everywhere.
MOST_SHOWN = 100
#: The largest number that SQLite has for a row.
LARGEST = 2**63 - 1


@dataclass(frozen=True)
class Links:
    """``rows`` are the first of ``total`` pages."""

    rows: list[Any]
    total: int


@dataclass(frozen=True)
class PageFinding:
    check: Check | None
    id: str
    outcome: str
    note: str


def find(site_id: uuid.UUID, number: int) -> Any:
    """Its row of the table. Raises ``Refused`` (404) where there is none."""
    mine = (SitePage.site_scan_id == site_id) & (SitePage.id == number)
    known = number <= LARGEST and db.session.scalar(select(SitePage.id).where(mine))
    if not known:
        raise Refused("not_found", "This site has no such page.", status=404)
    return pages_table.with_numbers([number])[0]


def leads_to(number: int) -> Links:
    """In the order of the page."""
    packed = db.session.scalar(
        select(SitePageRecord.links).where(SitePageRecord.page_id == number)
    )
    links = unpacked(packed)
    return Links(pages_table.with_numbers(links[:MOST_SHOWN]), len(links))


def leading_to(page: Any) -> Links:
    """The first that were found; known once the site was judged."""
    mine = SitePageRecord.page_id == page.id
    found = unpacked(db.session.scalar(select(SitePageRecord.backlinks).where(mine)))
    total = max(page.inlinks or 0, len(found))
    return Links(pages_table.with_numbers(found[:MOST_SHOWN]), total)


def findings(number: int) -> Sequence[PageFinding]:
    """The heaviest first."""
    chosen = select(SiteFinding.check_id, SiteFinding.outcome, SiteFinding.note)
    rows = db.session.execute(chosen.where(SiteFinding.page_id == number)).all()
    found = [
        PageFinding(check_catalogue.find(check_id), check_id, outcome, note)
        for check_id, outcome, note in rows
    ]
    return sorted(found, key=lambda one: (one.outcome != "fail", -weight(one), one.id))


def weight(found: PageFinding) -> float:
    return WEIGHTS[found.check.meta.severity] if found.check else 0.0
