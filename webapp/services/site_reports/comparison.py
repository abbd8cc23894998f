"""Two runs over the same site: what was fixed, what is new, which pages came and went.

Pages are the same by their key. A finding is fixed where the page was scanned in both
runs and passes now; one of a page that was not scanned again went with its page.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import lru_cache

from webapp.domain.site_status import SiteStatus
from webapp.exceptions import Refused
from webapp.models import SiteScan
from webapp.services.site_reports import differing_pages
from webapp.services.site_reports.differing_pages import DifferingPages
from webapp.services.site_reports.same_pages import SamePages

#: Comparisons that this process remembers: finished runs do not change. One of two runs
#: of 50,000 pages that differ in all of them takes 1.6 MB.
REMEMBERED = 32


@dataclass(frozen=True)
class CheckChange:
    """Pages that do not pass one check. ``new`` and ``fixed`` are of pages in both
    runs; ``on_new`` are of pages that are new, ``gone`` of those not scanned again."""

    id: str
    fixed: int
    new: int
    remaining: int
    on_new: int
    gone: int

    @property
    def is_changed(self) -> bool:
        return bool(self.fixed or self.new or self.on_new or self.gone)


@dataclass(frozen=True)
class SiteComparison:
    """``checks``: what is new first, then what is fixed."""

    before: SiteScan
    after: SiteScan
    checks: tuple[CheckChange, ...]
    pages: DifferingPages

    @property
    def is_whole(self) -> bool:
        """No page is missing for a limit of pages."""
        return not (self.before.is_cut or self.after.is_cut)

    def total(self, name: str) -> int:
        return sum(getattr(check, name) for check in self.checks)

    def find(self, check_id: str) -> CheckChange | None:
        return next((check for check in self.checks if check.id == check_id), None)


def compare(one: SiteScan, other: SiteScan) -> SiteComparison:
    """The older against the newer. Raises ``Refused`` where they cannot be compared."""
    before, after = sorted((one, other), key=lambda site: site.created_at)
    if before.id == after.id or before.host != after.host:
        raise Refused("bad_comparison", "Choose another scan of the same site.")
    if {before.status, after.status} != {SiteStatus.FINISHED}:
        sentence = "Only site scans that came to their end can be compared."
        raise Refused("no_report", sentence)
    return SiteComparison(before, after, *worked_out(before.id, after.id))


@lru_cache(maxsize=REMEMBERED)
def worked_out(
    before: uuid.UUID, after: uuid.UUID
) -> tuple[tuple[CheckChange, ...], DifferingPages]:
    pages, pairs = differing_pages.find(before, after)
    return tuple(check_changes(before, after, SamePages(pairs))), pages


def check_changes(
    before: uuid.UUID, after: uuid.UUID, same: SamePages
) -> list[CheckChange]:
    """The database packs the pages of each check into one value; a join over some
    hundred thousand findings takes it several times as long as this."""
    was, is_now = differing_pages.failing_pages(before, after)
    changes = []
    for check_id in was.keys() | is_now.keys():
        pair = (was.get(check_id, ""), is_now.get(check_id, ""))
        changes.append(CheckChange(check_id, **same.compared(*pair)))
    return sorted(changes, key=what_is_new_first)


def what_is_new_first(check: CheckChange) -> tuple[int, int, int, int, str]:
    return -check.new, -check.fixed, -check.on_new, -check.gone, check.id
