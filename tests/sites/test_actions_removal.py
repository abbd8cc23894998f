"""What is deleted leaves nothing behind: by expiry, with its user, in small steps."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from support.scans import make_scan
from webapp.extensions import db
from webapp.models import Scan, SiteFinding, SitePage, SiteScan, User
from webapp.models.clock import db_now
from webapp.services import account_removal, cleanup
from webapp.services.sites import removal

MODELS = (SiteScan, SitePage, SiteFinding, Scan)


def rows(app: Flask) -> list[int]:
    with app.app_context():
        counted = (db.select(db.func.count()).select_from(model) for model in MODELS)
        return [db.session.scalar(each) for each in counted]


def fill(make: Any, public_id: str) -> str:
    for n in range(3):
        make.page(public_id, f"/{n}", scan={}, fails=["title.length", "h1.missing"])
    make.page(public_id, "/found", state="found", status=None)
    return public_id


@pytest.mark.usefixtures("on_both_databases")
def test_an_expired_site_goes_with_all_that_hangs_on_it(app: Flask, make: Any) -> None:
    fill(make, make.site(expires_at=db_now(-1)))
    fill(make, make.site(age=-99))
    assert rows(app) == [2, 8, 12, 6]
    with app.app_context():
        cleanup.delete_expired()
    assert rows(app) == [1, 4, 6, 3]


def test_an_open_one_never_goes(app: Flask, make: Any) -> None:
    fill(make, make.site("SCANNING", expires_at=db_now(-1)))
    with app.app_context():
        cleanup.delete_expired()
    assert rows(app) == [1, 4, 6, 3]


def test_each_step_is_small_and_the_row_goes_last(app: Flask, make: Any) -> None:
    """So that whatever interrupts it, the rest is found again."""
    fill(make, make.site(expires_at=db_now(-1)))
    seen = [rows(app)]
    with app.app_context():
        while removal.delete_batch(2):
            seen.append(rows(app))
    pages = [each[1] for each in seen]
    assert pages == [4, 2, 0, 0, 0, 0]
    assert [each[0] for each in seen] == [1, 1, 1, 1, 1, 0]
    assert [each[3] for each in seen] == [3, 3, 3, 1, 0, 0]


def test_a_page_scan_may_expire_before_its_site(app: Flask, make: Any) -> None:
    public_id = make.site()
    make.page(public_id, "/a", scan={"expires_at": db_now(-1)}, fails=["h1.missing"])
    with app.app_context():
        cleanup.delete_expired()
        page = db.session.scalars(db.select(SitePage)).one()
        assert (page.scan_id, page.score) == (None, 80)
    assert rows(app) == [1, 1, 1, 0]


@pytest.mark.usefixtures("on_both_databases")
def test_a_user_takes_all_of_it_along(app: Flask, make: Any, alice: User) -> None:
    fill(make, make.site())
    fill(make, make.site("SCANNING"))
    make_scan(app, status="CANCELED")
    with app.app_context():
        account_removal.remove(alice.id)
    assert rows(app) == [0, 0, 0, 1]
