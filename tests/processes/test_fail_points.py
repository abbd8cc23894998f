"""Work horses that die at the worst moments: each scan still ends, stored once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from processes.conftest import Client, assert_stored_once
from support.faulty import HORSE_POINTS, count_deaths
from support.postgres import Postgres
from support.site import Site
from support.stack import Stack

MakeStack = Callable[..., Stack]


@pytest.mark.parametrize(
    "point", [name for name in HORSE_POINTS if name != "after-retry"]
)
def test_a_horse_that_dies_there_loses_nothing(
    make_stack: MakeStack, slow_site: Site, postgres: Postgres, point: str
) -> None:
    stack = make_stack(
        SCAN_LEASE_SECONDS="3",
        DATABASE_URL=postgres.new_database(),
        SECRET_KEY="a key for tests, long enough",
        FAIL_POINT=point,
    )
    marker = stack.folder / "died"
    stack.environ["FAIL_MARKER"] = str(marker)
    stack.start_all(is_faulty=True)
    client = Client(stack.url, token=stack.make_token())
    ids = [client.submit(slow_site.url + "/slow") for _ in range(3)]
    scans = client.wait(ids, end=frozenset({"FULL_READY"}))
    assert count_deaths(marker) == 1
    assert_stored_once(stack, scans)
