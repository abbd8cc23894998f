"""A user's schedules: made, changed, paused, resumed, deleted, and never another's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from services.schedules.conftest import DAILY, URL, make_due, only_schedule
from webapp.domain.site_plan import SitePlan, SiteSource
from webapp.exceptions import Refused
from webapp.models import Schedule, User
from webapp.services.schedules import book
from webapp.services.schedules.book import Wanted
from webapp.services.schedules.timing import Often, Timing, next_run

MakeSchedule = Callable[..., Schedule]
WEEKLY = Timing(Often.WEEKLY, "Asia/Kolkata", minute=30, hour=7, weekday=5)
PLAN = SitePlan("http://127.0.0.1/", max_pages=7, exclude=("/private/*",))


def soon(moment: datetime | None) -> bool:
    return moment is not None and abs(moment - datetime.now(UTC)) < timedelta(minutes=1)


def test_what_is_made_is_kept(make_schedule: MakeSchedule, alice: User) -> None:
    made = make_schedule(url=f" {URL}#part", name="Our\n page", timing=WEEKLY)
    assert book.list_for(alice) == [made]
    found = only_schedule()
    assert (found.url, found.name, found.target) == (URL, "Our page", "page")
    assert book.timing_of(found) == WEEKLY
    assert book.plan_of(found) is None
    assert found.next_at == next_run(WEEKLY, found.created_at)
    assert soon(found.created_at)
    assert (found.last_at, found.paused_at, found.last_problem) == (None, None, "")


def test_a_sites_plan_is_kept(make_schedule: MakeSchedule) -> None:
    listed = SitePlan("", SiteSource.LIST, urls=(URL, "http://127.0.0.1/other"))
    for plan in (PLAN, listed):
        make_schedule(plan=plan)
        schedule = only_schedule()
        assert schedule.is_of_site
        kept = book.plan_of(schedule)
        assert kept
        assert kept.start_url == URL
        assert (kept.max_pages, kept.urls) == (plan.max_pages, plan.urls)
        assert kept.exclude == plan.exclude
        book.remove(schedule)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"url": "not a url"}, "bad_url"),
        ({"url": "ftp://127.0.0.1/"}, "bad_scheme"),
        ({"timing": Timing(Often.DAILY, "Europe/Atlantis")}, "bad_zone"),
        ({"timing": Timing(Often.CRON, expression="* * * * *")}, "too_often"),
        ({"plan": SitePlan("", max_pages=0)}, "bad_limit"),
    ],
)
def test_what_is_refused_is_not_kept(
    make_schedule: MakeSchedule, alice: User, wanted: dict[str, object], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        make_schedule(**wanted)
    assert refused.value.code == code
    assert book.list_for(alice) == []
    schedule = make_schedule()
    with pytest.raises(Refused):
        book.change(schedule, Wanted(**{"url": URL, "timing": DAILY} | wanted))
    assert only_schedule().url == URL


def test_so_many_and_no_more(
    make_schedule: MakeSchedule, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "MAX_SCHEDULES", 2)
    make_schedule()
    make_schedule()
    with pytest.raises(Refused, match="delete one"):
        make_schedule()
    assert make_schedule(bob), "another user's count is their own"


def test_nobody_finds_anothers(
    make_schedule: MakeSchedule, alice: User, bob: User
) -> None:
    schedule = make_schedule()
    assert book.find(alice, schedule.id) == schedule
    assert book.list_for(bob) == []
    with pytest.raises(Refused) as refused:
        book.find(bob, schedule.id)
    assert refused.value.status == 404


def test_changed_from_a_page_to_a_site_and_back(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule(name="Before")
    book.change(schedule, Wanted(URL + "/2", WEEKLY, "After", PLAN))
    found = only_schedule()
    assert (found.url, found.name, found.target) == (URL + "/2", "After", "site")
    assert found.next_at == next_run(WEEKLY, datetime.now(UTC))
    book.change(schedule, Wanted(URL, DAILY))
    found = only_schedule()
    assert (found.target, found.plan, found.name) == ("page", None, "")


def test_paused_and_resumed(make_schedule: MakeSchedule) -> None:
    schedule = make_schedule()
    make_due(3600)
    book.pause(schedule)
    book.pause(schedule)  # pressed twice
    assert soon(only_schedule().paused_at)
    assert only_schedule().next_at is None
    book.change(schedule, Wanted(URL, WEEKLY))
    assert only_schedule().next_at is None, "a change does not resume it"
    assert book.coming(only_schedule(), 5) == []
    book.resume(schedule)
    expected = next_run(WEEKLY, datetime.now(UTC))
    assert only_schedule().next_at == expected, "what it missed is not caught up"
    assert only_schedule().paused_at is None
    book.resume(schedule)
    assert only_schedule().next_at == expected


def test_what_comes(make_schedule: MakeSchedule) -> None:
    coming = book.coming(make_schedule(), 5)
    assert len(coming) == 5
    assert coming[0] == only_schedule().next_at
    for before, after in pairwise(coming):
        assert next_run(DAILY, before) == after
