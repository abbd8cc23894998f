"""One's site scans, and that their pages do not fill the list of scans."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from support.scans import make_scan
from webapp.models import User
from webapp.services import api_tokens


def test_each_run_has_its_state_and_its_change(
    client: FlaskClient, alice: User, make: Any
) -> None:
    make.site(score=70, age=-900, done=10, found=10)
    make.site(score=99, age=-800, host="other.example")
    make.site("FAILED", age=-700)
    make.site(score=82, age=-600, done=12, found=12)
    make.site("SCANNING", age=-60, found=40, done=3)
    sign_in(client, alice)
    text = " ".join(client.get("/sites").text.split())
    rows = text.split("<tr>")[2:]
    assert "◐</span> Scanning" in rows[0]
    assert '3 <span class="dim">of 40</span>' in rows[0]
    assert "+12" in rows[1]
    assert "Score: 82 of 100" in rows[1]
    assert "■</span> Failed" in rows[2]
    assert "points since" not in rows[3]
    assert 'title="20' in rows[4]
    assert "1 site is being scanned." in text


def test_a_worse_run_says_so(client: FlaskClient, alice: User, make: Any) -> None:
    make.site(score=70, age=-900)
    make.site(score=65, age=-800)
    sign_in(client, alice)
    assert "−5" in client.get("/sites").text


def test_only_open_ones_are_asked_for_again(
    client: FlaskClient, alice: User, make: Any
) -> None:
    make.site()
    sign_in(client, alice)
    assert "hx-get" not in client.get("/sites/list").text
    make.site("SCANNING")
    assert 'hx-get="/sites/list?page=1"' in client.get("/sites/list").text


def test_it_is_paged(client: FlaskClient, alice: User, make: Any) -> None:
    for n in range(27):
        make.site(age=-n, start_url=f"https://example.com/{n}")
    sign_in(client, alice)
    first, last = client.get("/sites").text, client.get("/sites?page=99").text
    assert "https://example.com/24" in first
    assert "https://example.com/25" not in first
    assert "https://example.com/25" in last
    assert "Page 2 of 2, 27 site scans" in last


def test_it_says_the_next_step_where_it_is_empty(
    client: FlaskClient, alice: User
) -> None:
    sign_in(client, alice)
    html = client.get("/sites").text
    assert "No site was scanned yet." in html
    assert "<table" not in html


def test_others_see_nothing_of_it(
    client: FlaskClient, bob: User, alice: User, make: Any
) -> None:
    public_id = make.site(done=1)
    other = make.site(age=-99)
    sign_in(client, bob)
    assert "No site was scanned yet." in client.get("/sites").text
    for path in (
        "",
        "/progress",
        "/compare",
        f"/compare/{other}",
        "/pages.csv",
        "/findings.csv",
        "/report.json",
        "/sitemap.xml",
    ):
        assert client.get(f"/sites/{public_id}{path}").status_code == 404
    assert client.get("/sites/%00").status_code == 404


def test_pages_of_sites_stay_out_of_the_list_of_scans(
    app: Flask, client: FlaskClient, alice: User, make: Any
) -> None:
    public_id = make.site()
    make.page(public_id, "/of-the-site", scan={})
    make_scan(app, user_id=alice.id, url="https://example.com/alone")
    sign_in(client, alice)
    for path in ("/scans", "/"):
        html = client.get(path).text
        assert "https://example.com/alone" in html
        assert "/of-the-site" not in html
    with app.app_context():
        token = api_tokens.create(alice, "for a test")
    bearer = {"Authorization": f"Bearer {token}"}
    listed = app.test_client().get("/api/v1/scans", headers=bearer).get_json()
    assert [one["url"] for one in listed["items"]] == ["https://example.com/alone"]
    assert listed["total"] == 1


def test_the_scan_of_a_page_leads_back_to_its_site(
    app: Flask, client: FlaskClient, alice: User, make: Any
) -> None:
    from webapp.extensions import db
    from webapp.models import Scan

    public_id = make.site()
    make.page(public_id, "/a", scan={})
    alone = make_scan(app, user_id=alice.id, status="CANCELED")
    with app.app_context():
        chosen = db.select(Scan.public_id).where(Scan.site_scan_id.is_not(None))
        of_site = db.session.scalars(chosen).one()
    sign_in(client, alice)
    link = f'<a href="/sites/{public_id}">Part of the site scan of example.com</a>'
    assert link in client.get(f"/scans/{of_site}").text
    assert "Part of the site scan" not in client.get(f"/scans/{alone}").text
