"""A scanned site as rows, for what reads them: no scan is run."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from typing import Any

from webapp.domain.site_plan import SitePlan, to_json
from webapp.extensions import db
from webapp.models import SiteFinding, SitePage, SitePageRecord, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.pipeline.sites import page_key

ORIGIN = "https://example.com"


@transactional
def add_site(owner: User, **columns: Any) -> SiteScan:
    values = {
        "user_id": owner.id,
        "start_url": f"{ORIGIN}/",
        "host": "example.com",
        "plan": to_json(SitePlan(f"{ORIGIN}/")),
        "status": "FINISHED",
        "created_at": db_now(-60),
        "finished_at": db_now(),
    }
    site = SiteScan(**(values | columns))
    db.session.add(site)
    db.session.flush()
    return site


@transactional
def add_page(site: SiteScan, path: str, **columns: Any) -> int:
    """``links`` are numbers of pages, None for a redirect; ``warns`` and ``fails`` are
    checks."""
    links = columns.pop("links", ())
    fails, warns = columns.pop("fails", ()), columns.pop("warns", ())
    url = path if "://" in path else ORIGIN + path
    values: dict[str, Any] = {
        "url": url,
        "key": page_key(url),
        "found_by": "link",
        "state": "done",
        "status": 200,
        "final_url": url,
        "is_redirect": links is None,
    }
    page = SitePage(site_scan_id=site.id, **(values | columns))
    db.session.add(page)
    db.session.flush()
    if links:
        keep_links(page.id, links)
    for outcome, checks in (("fail", fails), ("warn", warns)):
        add_findings(site, page.id, checks, outcome)
    db.session.flush()
    return page.id


def keep_links(page_id: int, targets: Iterable[int]) -> None:
    """Both ends know of it, as after judging."""
    put(page_id).links = packed(targets)
    for target in targets:
        if db.session.get(SitePage, target) is not None:
            put(target).backlinks = packed([page_id])


def put(page_id: int) -> SitePageRecord:
    return db.session.merge(SitePageRecord(page_id=page_id))


def packed(numbers: Iterable[int]) -> bytes:
    return zlib.compress(array("Q", numbers).tobytes())


def add_findings(
    site: SiteScan, page_id: int, checks: Iterable[str], outcome: str
) -> None:
    """A check may say more behind a colon: ``title.duplicate: as page 2``."""
    for told in checks:
        check_id, _, note = told.partition(": ")
        names = {"site_scan_id": site.id, "page_id": page_id, "check_id": check_id}
        db.session.add(SiteFinding(outcome=outcome, note=note, **names))
