"""The frontier: which addresses of a site are known, and which of them are scanned.

It lives in the database alone. Each address stands there once, by its key, so that no
page is scanned twice, whatever died in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import insert, select, update

from webapp.domain.site_plan import MOST_SKIPPED
from webapp.domain.site_status import FoundBy, PageState
from webapp.extensions import db
from webapp.models import SitePage, SiteScan
from webapp.pipeline import sites
from webapp.services.sites.admission import admission_to

T = TypeVar("T")

#: As many values in one statement; SQLite takes 32,766.
CHUNK = 5000
#: Rows in one INSERT.
ROWS = 500


def add(
    site: SiteScan, urls: Iterable[str], found_by: FoundBy, *, depth: int
) -> dict[str, int]:
    """Within the transaction that holds the site's row: write down what is new among
    these addresses of the site. Gives the numbers of all that are known now, by key."""
    wanted: dict[str, str] = {}
    for url in urls:
        wanted.setdefault(sites.page_key(url), url.partition("#")[0])
    known = find(site, wanted)
    if found_by == FoundBy.SITEMAP:
        note_listed(known.values())
    new = {key: url for key, url in wanted.items() if key not in known}
    if not new:
        return known
    admission = admission_to(site, new.values())
    common = {
        "site_scan_id": site.id,
        "depth": depth,
        "found_by": found_by,
        "in_sitemap": found_by == FoundBy.SITEMAP,
    }
    rows = []
    for key, url in new.items():
        reason = admission.reason_to_skip(url, found_by, depth)
        if not is_counted(site, reason, admission.plan.max_pages):
            continue
        if not reason:
            admission.traps.let_in(url)
        rows.append(common | {"key": key} | as_row(url, reason))
    for some in parts(rows, ROWS):
        db.session.execute(insert(SitePage), some)
    return known | find(site, new)


def is_counted(site: SiteScan, reason: str, most: int) -> bool:
    """Whether there is room for one more page, which is scanned where there is no
    reason to skip it."""
    if reason:
        has_room = site.skipped < MOST_SKIPPED
        site.skipped += has_room
    else:
        has_room = site.found < most
        site.found += has_room
        site.is_cut = site.is_cut or not has_room
    return has_room


def as_row(url: str, reason: str) -> dict[str, Any]:
    return {
        "url": url,
        "state": PageState.SKIPPED if reason else PageState.FOUND,
        "reason": reason,
        "title": "",
        "template": "",
        "shape": sites.shape_of(url),
        "path_shape": sites.path_shape_of(url),
    }


def find(site: SiteScan, keys: Iterable[str]) -> dict[str, int]:
    """The numbers of those that are known."""
    found: dict[str, int] = {}
    for some in parts(list(keys), CHUNK):
        mine = (SitePage.site_scan_id == site.id) & SitePage.key.in_(some)
        rows = db.session.execute(select(SitePage.key, SitePage.id).where(mine))
        found |= {row.key: row.id for row in rows}
    return found


def note_listed(numbers: Iterable[int]) -> None:
    for some in parts(list(numbers), CHUNK):
        chosen = SitePage.id.in_(some) & SitePage.in_sitemap.is_(False)
        statement = update(SitePage).where(chosen).values(in_sitemap=True)
        db.session.execute(statement.execution_options(synchronize_session=False))


def parts(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), size):
        yield values[start : start + size]
