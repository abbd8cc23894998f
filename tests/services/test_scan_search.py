from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from webapp.models import Scan, User
from webapp.services import scans
from webapp.services.actors import Actor

MakeScan = Callable[..., Scan]


@pytest.mark.parametrize(
    "query", ["über uns", "ÜBER UNS", "ber Un", " /Pfad ", "example.com/PFAD", "100%"]
)
def test_a_part_in_any_case_finds_it(
    make_scan: MakeScan, alice: User, query: str
) -> None:
    url = "https://example.com/pfad"
    make_scan(user_id=alice.id, url=url, page_title="Über uns – 100% Ärzte")
    make_scan(user_id=alice.id, url="https://example.com/", page_title="Other")
    found = scans.list_scans(Actor(user=alice), query=query)
    assert [scan.url for scan in found.items] == [url]


@pytest.mark.parametrize("query", ["_ber", "%Über", "uber", "nothing"])
def test_signs_stand_for_themselves(
    make_scan: MakeScan, alice: User, query: str
) -> None:
    make_scan(user_id=alice.id, page_title="Über uns")
    assert scans.list_scans(Actor(user=alice), query=query).total == 0


def test_what_belongs_to_others_is_not_found(
    make_scan: MakeScan, alice: User, make_owner: Callable[[], uuid.UUID]
) -> None:
    make_scan(user_id=make_owner(), page_title="Über uns")
    assert scans.list_scans(Actor(user=alice), query="Über").total == 0
