"""Which pages two runs differ in, whatever each knew of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import pytest

from support.site_rows import add_page, add_site
from webapp.models import SiteScan, User
from webapp.models.clock import db_now
from webapp.services.site_reports import comparison_pages, differing_pages
from webapp.services.site_reports.comparison_pages import PageRows

pytestmark = pytest.mark.usefixtures("on_both_databases")

#: What a run may know of an address; "absent" is nothing.
KINDS: dict[str, dict[str, Any]] = {
    "absent": {},
    "ok": {},
    "ok-again": {"title": "Another"},
    "partial": {"status": 206},
    "no-status": {"status": None},
    "redirect": {"is_redirect": True},
    "missing": {"state": "failed", "status": 404, "reason": "http_404"},
    "broken": {"state": "failed", "status": None, "reason": "dns_failure"},
    "timeout": {"state": "failed", "status": None, "reason": "timeout"},
    "skipped": {"state": "skipped", "status": None, "reason": "pattern"},
    "found": {"state": "found", "status": None},
}
ASKED_FOR = tuple(KINDS)[1:-2]
SCANNED = ASKED_FOR[:5]
SAME = {"ok", "ok-again"}
PAIRS = tuple(product(KINDS, KINDS))


@pytest.fixture
def runs(owner: User) -> tuple[SiteScan, SiteScan]:
    """An address for each pair of kinds; the newer run found them the other way
    round, and a run between them knows some."""
    before, after = add_site(owner, created_at=db_now(-900)), add_site(owner)
    other = add_site(owner, created_at=db_now(-300))
    for old, new in PAIRS[::9]:
        add_page(other, f"/{old}/{new}", state="failed", reason="timeout")
    for old, new in PAIRS:
        if old != "absent":
            add_page(before, f"/{old}/{new}", **KINDS[old])
    for old, new in reversed(PAIRS):
        if new != "absent":
            add_page(after, f"/{old}/{new}", **KINDS[new])
    return before, after


def paths(read: Callable[[int], PageRows]) -> list[str]:
    """Of all pages of a list, in its order."""
    pages = range(1, read(1).pages + 1)
    return [row.url.split(".com")[1] for page in pages for row in read(page).rows]


def of(wanted: list[tuple[str, str]]) -> list[str]:
    return [f"/{old}/{new}" for old, new in wanted]


NEW = [(a, b) for a, b in reversed(PAIRS) if b in ASKED_FOR and a not in ASKED_FOR]
GONE = [(a, b) for a, b in PAIRS if a in ASKED_FOR and b not in ASKED_FOR]
CHANGED = [
    (a, b)
    for a, b in reversed(PAIRS)
    if {a, b} <= {*ASKED_FOR} and a != b and {a, b} != SAME
]


def test_each_page_is_found_once(runs: tuple[SiteScan, SiteScan]) -> None:
    before, after = (run.id for run in runs)
    found, pairs = differing_pages.find(before, after)
    assert paths(partial(comparison_pages.only_in_one, found.new)) == of(NEW)
    assert paths(partial(comparison_pages.only_in_one, found.gone)) == of(GONE)
    changed = partial(comparison_pages.with_another_answer, found.changed)
    assert len(CHANGED) > comparison_pages.PAGE_SIZE
    assert paths(changed) == of(CHANGED)
    both = sum({old, new} <= {*SCANNED} for old, new in PAIRS)
    assert len({tuple(pair) for pair in pairs.tolist()}) == both == len(pairs)


@pytest.mark.parametrize("asked", [-1, 0, 99])
def test_a_page_that_is_none_is_the_nearest(
    runs: tuple[SiteScan, SiteScan], asked: int
) -> None:
    found, _ = differing_pages.find(*(run.id for run in runs))
    read = partial(comparison_pages.with_another_answer, found.changed)
    nearest = read(2 if asked > 2 else 1)
    assert (read(asked).page, read(asked).rows) == (nearest.page, nearest.rows)
    assert (nearest.pages, nearest.total) == (2, len(CHANGED))


def test_an_answer_is_told_as_it_was_and_as_it_is(
    runs: tuple[SiteScan, SiteScan],
) -> None:
    found, _ = differing_pages.find(*(run.id for run in runs))
    rows = comparison_pages.with_another_answer(found.changed, 1).rows
    told = {
        row.url.split(".com")[1]: (
            (row.old_status, row.old_reason, row.old_redirects),
            (row.status, row.reason, row.redirects),
        )
        for row in rows
    }
    ok, missing = (200, "", False), (404, "http_404", False)
    assert told["/missing/ok"] == (missing, ok)
    assert told["/timeout/broken"] == (
        (None, "timeout", False),
        (None, "dns_failure", False),
    )
    assert told["/broken/redirect"] == ((None, "dns_failure", False), (200, "", True))


def test_runs_that_know_nothing_have_nothing_in_common(owner: User) -> None:
    before, after = add_site(owner, created_at=db_now(-900)), add_site(owner)
    found, pairs = differing_pages.find(before.id, after.id)
    assert [len(part) for part in (found.new, found.gone, found.changed)] == [0, 0, 0]
    assert pairs.shape == (0, 2)
    assert comparison_pages.only_in_one(found.new, 1) == PageRows([], 1, 1, 0)
    assert comparison_pages.with_another_answer(found.changed, 1).rows == []
    assert differing_pages.failing_pages(before.id, after.id) == [{}, {}]


def test_failing_pages_are_told_by_run_and_check(owner: User) -> None:
    before, after = add_site(owner, created_at=db_now(-900)), add_site(owner)
    first = add_page(before, "/a", fails=["h1.missing"], warns=["title.length"])
    second = add_page(before, "/b", fails=["h1.missing"])
    last = add_page(after, "/a", warns=["title.length"])
    was, is_now = differing_pages.failing_pages(before.id, after.id)
    pages = {check_id: sorted(text.split(",")) for check_id, text in was.items()}
    assert pages == {
        "h1.missing": sorted([str(first), str(second)]),
        "title.length": [str(first)],
    }
    assert is_now == {"title.length": str(last)}
