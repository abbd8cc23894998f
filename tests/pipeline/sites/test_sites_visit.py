"""A page of a site scan asks for no robots.txt that is known."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

import pytest

from support.site import Site
from webapp.domain.robots_txt import RobotsTxt
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import FetchPolicy, Visit

POLICY = FetchPolicy(
    "XenlixAI", (ipaddress.ip_network("127.0.0.0/8"),), total_seconds=5
)


class Notes:
    """A guest that takes note."""

    def __init__(self) -> None:
        self.told: list[tuple[str, float | None]] = []

    def enter(self, url: str) -> None:
        self.told.append((url, None))

    def keep(self, url: str, seconds: float) -> None:
        self.told.append((url, seconds))


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


def known(site: Site, body: str) -> dict[str, RobotsTxt]:
    robots = RobotsTxt(f"{site.url}/robots.txt", "found", 200, body, "")
    return {site.url: robots}


def test_it_is_not_asked_for_and_obeyed(site: Site) -> None:
    visit = Visit(POLICY, robots=known(site, "User-agent: *\nDisallow: /no"))
    assert visit.fetch_page(f"{site.url}/").status == 200
    with pytest.raises(FetchFailed) as caught:
        visit.fetch_page(f"{site.url}/no")
    assert caught.value.code == "blocked_by_robots"
    assert site.requests == ["/"]


def test_its_delay_is_kept_once_the_guest_has_entered(site: Site) -> None:
    guest = Notes()
    visit = Visit(POLICY, guest, known(site, "User-agent: *\nCrawl-delay: 3"))
    visit.robots_of(site.url)
    assert guest.told == []
    visit.fetch_page(f"{site.url}/")
    visit.fetch_page(f"{site.url}/")
    first = f"{site.url}/"
    assert guest.told == [(first, None), (first, 3.0), (first, None)]


def test_those_given_stay_as_they_are(site: Site) -> None:
    given: dict[str, RobotsTxt] = {}
    Visit(POLICY, robots=given).fetch_page(f"{site.url}/")
    assert given == {}
    assert site.requests == ["/robots.txt", "/"]


def test_the_number_of_requests_may_be_another(site: Site) -> None:
    visit = Visit(POLICY, robots=known(site, ""), most_requests=2)
    visit.fetch_page(f"{site.url}/")
    visit.fetch_page(f"{site.url}/")
    with pytest.raises(FetchFailed, match="more than 2 requests"):
        visit.fetch_page(f"{site.url}/")
