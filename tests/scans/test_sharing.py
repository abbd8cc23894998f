"""A shared report: whoever has the link sees it, until it expires or is taken back."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from support.browser import post, sign_in
from support.scans import make_scan
from webapp.extensions import db
from webapp.models import ShareLink, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional

LINK = re.compile(r"/shared/[\w-]{43}")


def share(client: FlaskClient, scan: str, days: str = "7") -> str:
    page = f"/scans/{scan}"
    answer = post(client, f"{page}/share", {"days": days}, page=page)
    assert answer.status_code == 303, answer.text
    found = LINK.search(client.get(page).text)
    assert found
    return found[0]


def test_whoever_has_the_link_sees_the_report_and_nothing_to_do(
    app: Flask, client: FlaskClient, scan: str
) -> None:
    visitor = app.test_client()
    assert visitor.get(f"/scans/{scan}").status_code == 404
    page = visitor.get(share(client, scan))
    assert page.status_code == 200
    assert "How the score came about" in page.text
    assert "/delete" not in page.text
    assert "/share" not in page.text
    assert scan not in page.text
    assert page.headers["X-Robots-Tag"].startswith("noindex")


def test_the_new_link_is_one_and_stands_where_it_was_asked_for(
    client: FlaskClient, scan: str
) -> None:
    """Once: what is stored is a hash, which makes no link."""
    path = f"/scans/{scan}"
    answer = post(client, f"{path}/share", {"days": "7"}, page=path)
    assert answer.location == f"{path}#share"
    soup = BeautifulSoup(client.get(path).data, "lxml")
    links = soup.select("section.share a[href*='/shared/']")
    assert len(links) == 1
    assert links[0].get_text() == links[0]["href"]
    assert str(links[0]["href"]).startswith("http")
    assert not soup.select("main > .notice")
    button = soup.select_one("section.share button[data-copy]")
    assert button
    assert button.has_attr("hidden"), "without script it would do nothing"
    assert soup.select_one(str(button["data-copy"])) == links[0]
    again = BeautifulSoup(client.get(path).data, "lxml")
    assert not again.select("a[href*='/shared/'], [data-copy]")
    assert "shown only once" in again.select_one("section.share").get_text()  # type: ignore[union-attr]


def test_a_new_link_ends_the_one_before(
    app: Flask, client: FlaskClient, scan: str
) -> None:
    first, second = share(client, scan), share(client, scan)
    assert app.test_client().get(first).status_code == 404
    assert app.test_client().get(second).status_code == 200


def test_a_link_can_be_taken_back(app: Flask, client: FlaskClient, scan: str) -> None:
    link = share(client, scan)
    post(client, f"/scans/{scan}/unshare", page=f"/scans/{scan}")
    answer = app.test_client().get(link)
    assert answer.status_code == 404
    assert "expired or was taken back" in answer.text


def test_a_link_expires(app: Flask, client: FlaskClient, scan: str) -> None:
    link = share(client, scan)

    @transactional
    def let_time_pass() -> None:
        db.session.execute(update(ShareLink).values(expires_at=db_now(-1)))

    with app.app_context():
        let_time_pass()
    assert app.test_client().get(link).status_code == 404


@pytest.mark.parametrize("days", ["", "0", "2", "-1", "x", "٣", "9" * 5000])
def test_other_lengths_are_refused(client: FlaskClient, scan: str, days: str) -> None:
    page = f"/scans/{scan}"
    answer = post(client, f"{page}/share", {"days": days}, page=page)
    assert answer.status_code == 422
    assert "1, 7, 30, 90 days" in answer.text


def test_others_can_share_nothing(app: Flask, scan: str, bob: User) -> None:
    bobs = app.test_client()
    sign_in(bobs, bob)
    for action in ("share", "unshare"):
        answer = post(bobs, f"/scans/{scan}/{action}", {"days": "7"}, page="/")
        assert answer.status_code == 404
    visitors = make_scan(app, with_report=True, status="TEASER_READY")
    answer = post(bobs, f"/scans/{visitors}/share", {"days": "7"}, page="/")
    assert answer.status_code == 403
