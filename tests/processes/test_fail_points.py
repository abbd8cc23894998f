"""Work horses that die at the worst moments: each scan still ends, stored once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from processes.conftest import Client, assert_stored_once
from support.faulty import HORSE_POINTS, deaths
from support.postgres import Postgres
from support.site import Site
from support.stack import Stack

MakeStack = Callable[..., Stack]
POINTS = set(HORSE_POINTS) - {"after-retry"}


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_horses_that_die_there_lose_nothing(
    make_stack: MakeStack,
    slow_site: Site,
    request: pytest.FixtureRequest,
    database: str,
) -> None:
    """One horse dies at each point; there are more scans than deaths."""
    stack = make_stack(
        SCAN_LEASE_SECONDS="3",
        SECRET_KEY="a key for tests, long enough",
        RETRY_SECONDS="1 2 3",
        FAIL_POINTS=" ".join(POINTS),
    )
    stack.environ["FAIL_FOLDER"] = str(stack.folder / "died")
    if database == "postgresql":
        postgres: Postgres = request.getfixturevalue("postgres")
        stack.environ["DATABASE_URL"] = postgres.new_database()
    stack.start_all(is_faulty=True)
    client = Client(stack.url, token=stack.make_user())
    ids = [client.submit(slow_site.url + "/slow") for _ in range(len(POINTS) + 3)]
    scans = client.wait(ids, end=frozenset({"FULL_READY"}))
    assert sorted(deaths(stack.folder / "died")) == sorted(POINTS)
    assert_stored_once(stack, scans)
