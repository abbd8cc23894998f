"""What is told of the runs of a site, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from services.alerts.conftest import MakeSchedule, alerts, kinds
from support.site_rows import ORIGIN, add_page, add_site
from webapp.domain.site_plan import SitePlan, to_json
from webapp.domain.site_status import SiteStatus
from webapp.extensions import db
from webapp.models import Report, Schedule, SitePage, SiteScan, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services.alerts import book, words
from webapp.services.alerts.book import Rules
from webapp.services.alerts.news import Kind, known
from webapp.services.schedules import book as schedules
from webapp.services.sites import ends

#: Two of a page, serious and moderate; two of the site.
SERIOUS, MODERATE, OF_SITE, OTHER = (
    "title.missing",
    "robots.syntax",
    "link.broken",
    "hreflang.return",
)
Pages = dict[str, dict[str, Any]]
Run = Callable[..., SiteScan]
WELL: Pages = {"/": {}, "/a": {}, "/b": {}}


@pytest.fixture
def schedule(make_schedule: MakeSchedule) -> Schedule:
    return make_schedule(url=f"{ORIGIN}/", plan=SitePlan(""))


@pytest.fixture
def run(schedule: Schedule, alice: User, make_scan: Callable[..., Any]) -> Run:
    """A run over pages, with what its checks were; it comes to its end."""

    def make(
        pages: Pages,
        checks: tuple[str, ...] = (SERIOUS, MODERATE),
        of_site: tuple[str, ...] = (OF_SITE,),
        **columns: Any,
    ) -> SiteScan:
        report = {"checks": [{"id": id} for id in of_site]}
        values = {"status": "JUDGING", "score": 90, "report": report}
        site = add_site(alice, **(values | columns))
        for path, told in pages.items():
            page_id = add_page(site, path, **told)
            give_report(page_id, make_scan(user_id=alice.id), checks)
        begun(schedule, site)
        transactional(ends.end)(site, SiteStatus.FINISHED)
        return site

    return make


@transactional
def give_report(page_id: int, scan: Any, checks: tuple[str, ...]) -> None:
    body = {"audits": [{"id": id, "outcome": "pass"} for id in checks]}
    db.session.add(Report(scan_id=scan.id, attempt=1, body=body, stored_at=db_now()))
    mine = update(SitePage).where(SitePage.id == page_id)
    db.session.execute(mine.values(scan_id=scan.id))


@transactional
def begun(schedule: Schedule, site: SiteScan) -> None:
    chosen = update(Schedule).where(Schedule.id == schedule.id)
    db.session.execute(chosen.values(last_scan_id=site.id))


def failing(*paths: str, check: str = SERIOUS) -> Pages:
    return {path: {"fails": [check] if path in paths else []} for path in WELL}


def test_a_score_falls(run: Run) -> None:
    before = run(WELL, score=90)
    run(WELL, score=86)
    run(WELL, score=82)
    assert alerts() == [], "each beside the one before"
    after = run(WELL, score=77)
    [alert] = alerts()
    assert words.sentence(alert) == "The score fell from 82 to 77."
    assert words.path_of_run(alert) == f"/sites/{after.public_id}"
    assert words.path_of_proof(alert).startswith(f"/sites/{after.public_id}/compare/")
    assert before.public_id not in words.path_of_proof(alert)


@pytest.mark.parametrize(
    ("before", "after", "pages"),
    [
        (WELL, failing("/a"), 1),
        (failing("/b"), failing("/a", "/b"), 1),
        (failing("/b"), failing("/b"), 0),
        (failing("/a", "/b"), failing("/b"), 0),
        (failing(), failing("/a", check=MODERATE), 0),
        ({"/a": {"warns": [SERIOUS]}}, {"/a": {"fails": [SERIOUS]}}, 1),
        (WELL, {**WELL, "/a": {"warns": [SERIOUS]}}, 0),
        # On a new page alone: where nothing failed before, and where something did.
        (WELL, {**WELL, "/new": {"fails": [SERIOUS]}}, 1),
        (failing("/b"), {**failing("/b"), "/new": {"fails": [SERIOUS]}}, 0),
    ],
)
def test_a_check_newly_fails_on_pages(
    run: Run, before: Pages, after: Pages, pages: int
) -> None:
    run(before)
    run(after)
    assert kinds() == ([Kind.CHECKS] if pages else [])
    if pages:
        title = known()[SERIOUS].failure_title
        assert words.lines(alerts()[0]) == [f"{title} (serious) on {pages} page"]


def test_a_check_that_did_not_exist_before_is_no_news(run: Run) -> None:
    run(WELL, checks=(MODERATE,), of_site=(OF_SITE,))
    run({"/": {"fails": [SERIOUS, OTHER]}, "/a": {}, "/b": {}})
    assert alerts() == []
    run({"/": {"fails": [SERIOUS, OTHER, OF_SITE]}, "/a": {}, "/b": {}})
    [alert] = alerts()
    assert [check["id"] for check in alert.parts["found"]["checks"]] == [OF_SITE]


def away(reason: str, state: str = "failed") -> dict[str, Any]:
    return {"state": state, "reason": reason, "status": None, "links": None}


@pytest.mark.parametrize(
    ("page", "why"),
    [
        (away("http_404"), "HTTP 404 Not Found"),
        (away("timeout"), "no answer in time"),
        (away("blocked_by_robots", "skipped"), "robots.txt keeps us out"),
        (None, words.LEFT),
        (away("canceled"), ""),
        (away("http_429"), ""),
        (away("too_deep", "skipped"), ""),
        ({"links": None, "final_url": f"{ORIGIN}/"}, ""),  # it redirects
    ],
)
def test_a_page_is_gone(run: Run, page: dict[str, Any] | None, why: str) -> None:
    run({**WELL, "/old": {"links": None}, "/dead": away("http_404")})
    run({**WELL, "/a": page} if page else {"/": {}, "/b": {}})
    assert kinds() == ([Kind.PAGES] if why else [])
    if why:
        [alert] = alerts()
        assert words.sentence(alert) == "1 page of the run before is gone."
        assert words.lines(alert) == [f"{ORIGIN}/a: {why}"]


@pytest.mark.parametrize("cut", [0, 1])
def test_what_a_limit_left_out_is_not_gone(run: Run, cut: int) -> None:
    run(WELL, is_cut=cut == 0)
    run({"/": {}, "/b": away("http_410")}, is_cut=cut == 1)
    [alert] = alerts()
    assert words.lines(alert) == [f"{ORIGIN}/b: HTTP 410 Gone"]


def test_of_many_pages_some_are_named(run: Run) -> None:
    run({"/": {}} | {f"/{number}": {} for number in range(25)})
    run({"/": {}})
    [alert] = alerts()
    lines = words.lines(alert)
    assert words.sentence(alert) == "25 pages of the run before are gone."
    assert (len(lines), lines[-1]) == (21, "and 5 more")


def test_a_run_without_a_page_failed(run: Run, schedule: Schedule) -> None:
    run(WELL)
    run({"/": away("timeout")}, score=None)
    assert alerts() == []
    run({"/": away("timeout")}, score=None)
    [alert] = alerts()
    assert words.sentence(alert).endswith("No page of the site could be scanned.")
    run(WELL, score=80)
    assert kinds() == [Kind.FAILURES, Kind.SCORE]


def test_each_rule_can_be_off(run: Run, schedule: Schedule) -> None:
    book.choose(schedule, Rules(None, "", failures=False, pages=False))
    run(WELL)
    run({"/": {"fails": [SERIOUS]}}, score=1)
    for _ in range(2):
        run({"/": away("timeout")}, score=None)
    assert alerts() == []


def test_another_plan_begins_anew(run: Run) -> None:
    run(WELL)
    smaller = to_json(SitePlan(f"{ORIGIN}/", exclude=("/a",)))
    run({"/": {}}, plan=smaller, score=10)
    assert alerts() == []
    run({}, plan=smaller, score=5)
    assert sorted(kinds()) == [Kind.PAGES, Kind.SCORE]


def test_once_a_run_and_not_where_it_was_canceled(
    run: Run, schedule: Schedule, alice: User
) -> None:
    run(WELL)
    site = run(WELL, score=50)
    transactional(ends.end)(site, SiteStatus.FINISHED)
    assert len(alerts()) == 1
    for _ in range(2):
        canceled = add_site(alice, status="SCANNING", score=None)
        begun(schedule, canceled)
        transactional(ends.end)(canceled, SiteStatus.CANCELED)
    assert len(alerts()) == 1
    schedules.remove(schedule)
    assert alerts() == []
