"""A work horse that has a site's page goes on with others of them, for a while."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from services.sites.conftest import Crew, reload
from support.site import Site
from support.valkey import Valkey
from webapp.domain.queue_names import LOW
from webapp.extensions import db
from webapp.models import Scan
from webapp.services import deliveries
from webapp.services.sites import asking

Put = Callable[..., None]


@pytest.fixture
def small(site: Site, put: Put) -> str:
    put("/", ["/a", "/b", "/c"])
    for path in ("/a", "/b", "/c"):
        put(path)
    return f"{site.url}/"


def begin(crew: Crew, url: str) -> int:
    """The discovery and the job of the first page; how many pages are done then."""
    started = crew.start(url)
    asking.look_after()
    crew.work(most_jobs=2)
    return reload(started.id).done


def test_one_job_scans_several_pages(crew: Crew, small: str) -> None:
    assert begin(crew, small) == 3  # one more stands in the queue


def test_not_for_longer_than_its_turn(
    crew: Crew, small: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliveries, "SECONDS", 0)
    assert begin(crew, small) == 1


def test_a_page_of_another_site_is_left_alone(
    crew: Crew, small: str, site: Site
) -> None:
    crew.start(f"{site.url}/a")
    crew.start(small)
    asking.look_after()
    crew.work(most_jobs=3)
    ended = db.session.scalars(select(Scan).where(Scan.finished_at.is_not(None)))
    assert len({scan.site_scan_id for scan in ended}) == 1


def test_a_page_that_fails_for_now_comes_back(
    crew: Crew, site: Site, small: str, valkey: Valkey
) -> None:
    site.pages["/b"] = lambda: (503, {"Retry-After": "40"}, b"")
    assert begin(crew, small) < 3
    crew.work()
    failed = db.session.scalars(select(Scan).where(Scan.url.endswith("/b"))).one()
    assert failed.is_waiting_to_retry
    job = f"scan-{failed.id}-{failed.delivery}"
    assert valkey.client.zscore(f"rq:scheduled:{LOW}", job) is not None
