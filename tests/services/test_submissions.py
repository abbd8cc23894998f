"""Each asked for once, and no more than a sender and a target may get."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from webapp.exceptions import Refused, Unavailable
from webapp.extensions import db
from webapp.models import Scan, Submission, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import cleanup, scan_actions
from webapp.services.actors import Actor
from webapp.services.submissions import SubmissionRefused, submit

VISITOR = Actor(visitor_hash="v" * 64, address_hash="a" * 64)
MakeOwner = Callable[[], uuid.UUID]


@pytest.fixture
def environ(environ: dict[str, str]) -> dict[str, str]:
    return {
        **environ,
        "LIMIT_ANONYMOUS_PER_HOUR": "3",
        "LIMIT_USER_PER_HOUR": "5",
        "LIMIT_TARGET_PER_HOUR": "4",
    }


@pytest.fixture
def alice_acts(app_context: Flask, make_owner: MakeOwner) -> Actor:
    return Actor(user=db.session.get(User, make_owner()), address_hash="a" * 64)


@transactional
def age(seconds: float) -> None:
    """Let everything be that much older."""
    for model in (Scan, Submission):
        for row in db.session.scalars(select(model)):
            row.created_at -= timedelta(seconds=seconds)


class TestTheSameUrl:
    def test_gives_the_scan_that_runs(self, alice_acts: Actor) -> None:
        for actor in (VISITOR, alice_acts):
            first = submit(["a.example"], actor)
            again = submit(["https://A.example/"], actor)
            assert again.scans == first.scans
            assert again.new == []

    def test_is_one_scan_within_a_submission(self, app_context: Flask) -> None:
        found = submit(["a.example", "b.example", "https://a.example/"], VISITOR)
        assert [scan.url for scan in found.scans] == [
            "https://a.example/",
            "https://b.example/",
        ]

    def test_is_new_where_forced(self, app_context: Flask) -> None:
        first = submit(["a.example"], VISITOR)
        assert submit(["a.example"], VISITOR, is_forced=True).scans != first.scans

    def test_is_new_once_the_scan_ended_or_is_old(self, app_context: Flask) -> None:
        first = submit(["a.example"], VISITOR).scans[0]
        scan_actions.cancel(first, VISITOR)
        second = submit(["a.example"], VISITOR).scans[0]
        assert second.id != first.id
        age(601)
        assert submit(["a.example"], VISITOR).scans[0].id != second.id

    def test_is_new_for_somebody_else(self, app_context: Flask) -> None:
        other = Actor(visitor_hash="w" * 64, address_hash="b" * 64)
        nobody = Actor(address_hash="c" * 64)
        actors = (VISITOR, other, nobody, nobody)
        assert len({submit(["a.example"], who).scans[0].id for who in actors}) == 4

    def test_at_the_same_moment_is_one_scan(self, app: Flask) -> None:
        ids: list[uuid.UUID] = []

        def press() -> None:
            with app.app_context():
                ids.append(submit(["a.example"], VISITOR).scans[0].id)

        threads = [threading.Thread(target=press) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(ids) == 12
        assert len(set(ids)) == 1


class TestIdempotencyKeys:
    def test_the_same_key_gives_the_same_scan_even_at_its_end(
        self, app_context: Flask
    ) -> None:
        first = submit(["a.example"], VISITOR, key="k").scans[0]
        scan_actions.cancel(first, VISITOR)
        again = submit(["a.example"], VISITOR, key="k")
        assert (again.scans[0].id, again.new) == (first.id, [])

    def test_for_another_url_it_is_refused(self, app_context: Flask) -> None:
        submit(["a.example"], VISITOR, key="k")
        with pytest.raises(Refused) as caught:
            submit(["b.example"], VISITOR, key="k")
        assert (caught.value.code, caught.value.status) == (
            "idempotency_key_reused",
            422,
        )

    def test_it_is_its_senders_alone(self, alice_acts: Actor) -> None:
        mine = submit(["a.example"], alice_acts, key="k").scans[0]
        assert submit(["b.example"], VISITOR, key="k").scans[0].id != mine.id

    def test_it_is_forgotten_after_a_day_and_with_its_scan(
        self, app_context: Flask
    ) -> None:
        first = submit(["a.example"], VISITOR, key="k").scans[0]
        scan_actions.cancel(first, VISITOR)
        scan_actions.remove(first, VISITOR)
        assert submit(["b.example"], VISITOR, key="k").new

    @pytest.mark.parametrize("key", ["x" * 256, "a\nb", "ä"])
    def test_odd_ones_are_refused(self, app_context: Flask, key: str) -> None:
        with pytest.raises(Refused) as caught:
            submit(["a.example"], VISITOR, key=key)
        assert caught.value.code == "bad_idempotency_key"


class TestLimits:
    def test_a_visitor_and_a_user_have_their_own(self, alice_acts: Actor) -> None:
        for actor, limit in ((VISITOR, 3), (alice_acts, 5)):
            urls = [f"{number}.{actor.key[:4]}{number}.com" for number in range(limit)]
            submit(urls, actor)
            with pytest.raises(Unavailable) as caught:
                submit(["one-more.com"], actor)
            assert (caught.value.code, caught.value.status) == ("rate_limited", 429)
            assert 3590 <= caught.value.retry_after <= 3600

    def test_what_is_refused_by_a_limit_is_not_stored(self, app_context: Flask) -> None:
        with pytest.raises(Unavailable):
            submit([f"site{number}.com" for number in range(4)], VISITOR)
        assert db.session.scalars(select(Scan)).all() == []
        assert len(submit(["a.example"], VISITOR).new) == 1

    def test_an_hour_later_all_is_well(self, app_context: Flask) -> None:
        submit(["a.com", "b.com", "c.com"], VISITOR)
        age(3000)
        with pytest.raises(Unavailable) as caught:
            submit(["d.com"], VISITOR)
        assert 590 <= caught.value.retry_after <= 600
        age(601)
        assert submit(["d.com"], VISITOR).new

    def test_deleting_scans_frees_no_limit(self, app_context: Flask) -> None:
        for scan in submit(["a.com", "b.com", "c.com"], VISITOR).scans:
            scan_actions.cancel(scan, VISITOR)
            scan_actions.remove(scan, VISITOR)
        with pytest.raises(Unavailable):
            submit(["d.com"], VISITOR)

    def test_a_target_counts_with_all_its_subdomains(self, app_context: Flask) -> None:
        actors = [Actor(address_hash=str(number) * 64) for number in range(5)]
        for number, actor in enumerate(actors[:4]):
            submit([f"w{number}.shop.co.uk"], actor)
        with pytest.raises(Unavailable) as caught:
            submit(["shop.co.uk/page"], actors[4])
        assert "shop.co.uk" in caught.value.message
        assert submit(["other.co.uk"], actors[4]).new

    def test_allowed_networks_count_against_none(self, app_context: Flask) -> None:
        urls = [f"http://127.0.0.1:{8000 + n}/" for n in range(10)]
        assert len(submit([*urls, "http://intranet/"], VISITOR).new) == 11

    def test_bad_urls_count_apart(self, app_context: Flask) -> None:
        bad = [f"ftp://{number}" for number in range(20)]
        for _ in range(3):
            with pytest.raises(SubmissionRefused):
                submit(bad, VISITOR)
        with pytest.raises(Unavailable) as caught:
            submit(["a.com"], VISITOR)
        assert (caught.value.status, caught.value.code) == (429, "rate_limited")
        age(61)
        assert submit(["a.com"], VISITOR).new

    def test_commands_have_none(self, app_context: Flask) -> None:
        assert len(submit([f"site{n}.com" for n in range(20)], Actor()).new) == 20

    def test_cleanup_forgets_what_no_limit_asks_for(self, app_context: Flask) -> None:
        submit(["a.com"], VISITOR)
        age(3700)
        submit(["b.com"], VISITOR)
        cleanup.delete_expired()
        left = db.session.scalars(select(Submission.domain)).all()
        assert left == ["b.com"]


class TestWithLimitsOff:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        names = ("ANONYMOUS", "USER", "TARGET")
        return environ | {f"LIMIT_{name}_PER_HOUR": "0" for name in names}

    def test_nobody_is_limited(self, app_context: Flask) -> None:
        for _ in range(5):
            assert submit(["a.com"], VISITOR, is_forced=True).new


def test_the_row_is_new_and_due(app_context: Flask) -> None:
    scan = submit(["a.example"], VISITOR).scans[0]
    assert (scan.status, scan.delivery, scan.attempt) == ("QUEUED", 1, 0)
    assert db.session.scalar(select(Scan.id).where(Scan.created_at <= db_now()))
