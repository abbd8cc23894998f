"""History and comparison: own scans alone, what was fixed and what is new."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from conftest import make_user
from support.scans import make_scan
from webapp.domain.report import AuditEntry
from webapp.exceptions import Refused
from webapp.extensions import db
from webapp.models import Report, Scan, User
from webapp.models.transactions import transactional
from webapp.services import comparison
from webapp.services.actors import Actor


@transactional
def change_audit(public_id: str, audit_id: str, **changes: str) -> None:
    scan = db.session.scalars(select(Scan).where(Scan.public_id == public_id)).one()
    row = db.session.get_one(Report, scan.id)
    audits = [
        {**a, **changes} if a["id"] == audit_id else a for a in row.body["audits"]
    ]
    row.body = {**row.body, "audits": audits}


def set_outcome(public_id: str, audit_id: str, outcome: str) -> None:
    change_audit(public_id, audit_id, outcome=outcome)


def rename(public_id: str, audit_id: str, title: str, **more: str) -> None:
    change_audit(public_id, audit_id, title=title, **more)


def full(app: Flask, user: User, **columns: Any) -> str:
    return make_scan(
        app, with_report=True, user_id=user.id, status="FULL_READY", **columns
    )


def test_what_was_fixed_and_what_is_new(app: Flask, alice: User) -> None:
    first, second = full(app, alice), full(app, alice)
    with app.app_context():
        set_outcome(first, "title.length", "fail")
        set_outcome(second, "title.length", "pass")
        set_outcome(first, "h1.missing", "pass")
        set_outcome(second, "h1.missing", "fail")
        set_outcome(first, "sec.https", "not_measured")
        found = comparison.compare([second, first], Actor(user=alice))
    assert found.is_one_page
    assert [scan.public_id for scan in found.scans] == [first, second]
    changes = {row.id: row.change for row in found.rows}
    assert changes["title.length"] == "fixed"
    assert changes["h1.missing"] == "new"
    assert changes["sec.https"] == "changed"
    assert [row.change for row in found.rows] == ["new", "fixed", "changed"]


def test_two_addresses_stand_side_by_side_without_a_direction(
    app: Flask, alice: User
) -> None:
    own, other = full(app, alice), full(app, alice, url="https://other.example/")
    with app.app_context():
        set_outcome(other, "title.length", "na")
        found = comparison.compare([own, other], Actor(user=alice))
    assert not found.is_one_page
    assert {row.change for row in found.rows} == {""}


@pytest.mark.parametrize("number", [0, 1, 5])
def test_two_to_four_can_be_compared(app: Flask, alice: User, number: int) -> None:
    ids = [full(app, alice) for _ in range(number)]
    with app.app_context(), pytest.raises(Refused) as refused:
        comparison.compare(ids, Actor(user=alice))
    assert refused.value.code == "bad_comparison"
    assert refused.value.message == "Choose two to four different scans to compare."


def test_a_row_says_what_is_checked_whatever_the_newest_scan_found(
    app: Flask, alice: User
) -> None:
    """A title such as "The title is a placeholder" contradicts a cell that passed."""
    first, second = full(app, alice), full(app, alice)
    with app.app_context():
        for public_id, outcome in ((first, "pass"), (second, "fail")):
            set_outcome(public_id, "title.placeholder", outcome)
            set_outcome(public_id, "title.length", outcome)
        rename(second, "title.placeholder", "The title is a placeholder")
        rename(first, "title.length", "As it was", id="title.of-old")
        rename(second, "title.length", "As it failed", id="title.of-old")
        found = comparison.compare([first, second], Actor(user=alice))
    titles = {row.id: row.title for row in found.rows}
    assert titles["title.placeholder"] == "The title is one that somebody wrote"
    # A check that is not made any more is called as it was where it passed.
    assert titles["title.of-old"] == "As it was"


def test_others_scans_are_not_there(app: Flask, alice: User, bob: User) -> None:
    mine, his = full(app, alice), full(app, bob)
    with app.app_context():
        with pytest.raises(Refused) as refused:
            comparison.compare([mine, his], Actor(user=alice))
        assert refused.value.status == 404
        visitors = make_scan(app, with_report=True, status="TEASER_READY")
        with pytest.raises(Refused) as refused:
            comparison.compare([mine, visitors], Actor(user=alice))
        assert refused.value.status == 404


def test_the_history_is_of_one_address_and_one_person(app: Flask, alice: User) -> None:
    carol = make_user(app, "carol@example.com")
    first, second = full(app, alice), full(app, alice)
    full(app, alice, url="https://example.com/other")
    full(app, carol)
    make_scan(app, user_id=alice.id, status="ERROR_CRAWL")
    with app.app_context():
        scan = db.session.scalars(select(Scan).where(Scan.public_id == second)).one()
        points = comparison.history(scan, Actor(user=alice))
    assert {point.public_id for point in points} == {first, second}
    assert all("head" in point.categories for point in points)


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        ("fail", "pass", "fixed"),
        ("warn", "na", "fixed"),
        ("na", "warn", "new"),
        ("warn", "fail", "changed"),
        ("pass", "na", "changed"),
        ("pass", "not_measured", "changed"),
        ("fail", "error", "changed"),
        ("pass", "pass", ""),
    ],
)
def test_a_change_has_a_direction_only_between_verdicts(
    before: str, after: str, change: str
) -> None:
    def entry(outcome: str) -> AuditEntry:
        return {"outcome": outcome}  # type: ignore[typeddict-item]

    assert comparison.change_of(entry(before), entry(after)) == change
    assert comparison.change_of(None, entry(after)) == "changed"
