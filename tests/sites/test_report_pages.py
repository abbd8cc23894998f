"""The report of a site scan as pages: what stands where, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from support.browser import sign_in
from support.site_rows import add_page, add_site
from webapp.models import SiteScan, User

EVIL = '<script>alert("x")</script>'
VIEWS = ("", "/checks", "/checks/title.missing", "/pages", "/structure", "/graph")
DUPLICATE = {
    "id": "title.duplicate",
    "outcome": "fail",
    "explanation": "Two pages share it.",
    "judged": 4,
    "affected": 2,
    "weight": 2.0,
}
REPORT = {
    "score": 61,
    "pages_score": 66.2,
    "checks_score": 45.5,
    "checks": [DUPLICATE],
}


@dataclass
class Scene:
    """Alice's finished site scan and the numbers of some pages."""

    path: str
    home: int
    post: int
    old: int


@pytest.fixture
def scene(app: Flask, client: FlaskClient, alice: User) -> Scene:
    with app.app_context():
        numbers = {"done": 5, "failed": 1, "skipped": 1, "is_cut": True}
        site = add_site(alice, score=61, report=REPORT, **numbers)
        scene = fill(site)
    sign_in(client, alice)
    return scene


def fill(site: SiteScan) -> Scene:
    post = add_page(
        site,
        "/blog/1",
        title=EVIL,
        score=40,
        template="post",
        fails=["title.missing", f"title.duplicate: as {EVIL}"],
        rank=0.5,
        clicks=1,
        inlinks=1,
    )
    add_page(site, "/blog/2", template="post", fails=["title.missing"], rank=0.4)
    add_page(site, "/about", template="a", warns=["title.missing"], rank=0.2, score=95)
    old = add_page(site, "/old", links=None, final_url="https://example.com/blog/1")
    add_page(site, "/gone", state="failed", reason="http_404", status=404)
    add_page(site, "/secret", state="skipped", reason="blocked_by_robots", status=None)
    home = add_page(site, "/", title="Start", score=90, links=[post], rank=3, clicks=0)
    return Scene(f"/sites/{site.public_id}", home, post, old)


@pytest.fixture
def read(client: FlaskClient) -> Callable[[str], BeautifulSoup]:
    def get(address: str) -> BeautifulSoup:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        assert EVIL not in answer.text
        return BeautifulSoup(answer.text, "lxml")

    return get


Read = Callable[[str], BeautifulSoup]


def words(page: BeautifulSoup, css: str = "main") -> str:
    found = page.select_one(css)
    assert found, css
    return " ".join(found.get_text(" ").split())


@pytest.mark.parametrize("view", [*VIEWS, "/pages/1", "/checks/title.missing/group"])
def test_it_is_shown_to_its_owner_alone(
    client: FlaskClient, scene: Scene, bob: User, view: str
) -> None:
    assert client.get(scene.path + view).status_code == 200
    stranger = client.application.test_client()
    assert stranger.get(scene.path + view).status_code in (302, 303)
    sign_in(stranger, bob)
    assert stranger.get(scene.path + view).status_code == 404


def test_the_overview_says_it_in_words(read: Read, scene: Scene) -> None:
    page = read(scene.path)
    said = words(page)
    assert "5 pages were scanned." in said
    assert "1 page failed: 1 for “HTTP 404 Not Found”" in said
    assert "1 page was skipped: 1 for “robots.txt keeps us out”" in said
    assert "More pages were found" in said
    assert "66.2 is the mean score of its pages" in said
    assert "45.5 is what the checks that compare pages give" in said
    worst = page.select(".site-checks a")
    assert worst[0]["href"] == f"{scene.path}/checks/title.missing"
    assert "your first finished scan" in said


def test_history_has_the_user_s_scans_of_the_host(
    app: Flask, read: Read, scene: Scene, alice: User, bob: User
) -> None:
    with app.app_context():
        before = {"score": 30, "pages_score": 20.4, "checks_score": None}
        add_site(alice, score=30, report={**before, "checks": []})
        add_site(alice, status="FAILED")
        add_site(alice, host="elsewhere.example", score=1, report=REPORT)
        add_site(bob, score=2, report=REPORT)
    page = read(scene.path)
    rows = page.select("section[aria-labelledby=history] tbody tr")
    found = sorted(row.select("td")[0].get_text(strip=True) for row in rows)
    assert found == ["30", "61"]
    assert page.select_one("svg.trend")


def test_checks_are_counted_and_chosen(read: Read, scene: Scene) -> None:
    assert "2 failed" in words(read(f"{scene.path}/checks"), ".outcome-counts")
    chosen = read(f"{scene.path}/checks?outcome=fail&category=head")
    assert len(chosen.select(".site-checks > li")) == 2
    nothing = read(f"{scene.path}/checks?outcome=fail&category=mobile")
    assert "No check of this kind" in words(nothing)


def test_pages_of_one_template_are_one_line(read: Read, scene: Scene) -> None:
    address = f"{scene.path}/checks/title.missing"
    page = read(address)
    assert "3 pages do not pass: 2 failed, 1 got a warning" in words(page)
    assert words(page, ".groups summary") == "2 pages like /blog/1"
    assert "/about" in words(page, ".groups .alone")
    unfolding = page.select_one(".groups [hx-get]")
    assert unfolding
    unfolded = read(str(unfolding["hx-get"])).select_one("div[id]")
    assert unfolded
    assert unfolded["id"] == unfolding["id"]
    assert len(unfolded.select("li")) == 2
    without_script = unfolding.select_one("a")
    assert without_script
    assert len(read(str(without_script["href"])).select("tbody tr")) == 2


def test_a_site_check_says_what_exactly(read: Read, scene: Scene) -> None:
    page = read(f"{scene.path}/checks/title.duplicate?all=1")
    assert "Of 4 pages that were judged, 2 pages do not pass." in words(page)
    assert "as <script>" in words(page, "tbody")


def test_what_was_not_judged_is_no_page(client: FlaskClient, scene: Scene) -> None:
    for check_id in ("no.such-check", "content.near-duplicate"):
        assert client.get(f"{scene.path}/checks/{check_id}").status_code == 404
    for number in (0, 99999, 10**30):
        assert client.get(f"{scene.path}/pages/{number}").status_code == 404


def test_the_table_of_pages_sorts_and_keeps_the_choice(
    read: Read, scene: Scene
) -> None:
    page = read(f"{scene.path}/pages?text=blog&sort=-score")
    sorted_by = page.select("th[aria-sort]")
    assert [th["aria-sort"] for th in sorted_by] == ["descending"]
    turned = sorted_by[0].select_one("a")
    assert turned
    assert "sort=score" in str(turned["href"])
    assert "text=blog" in str(turned["href"])
    assert len(page.select("tbody tr")) == 2


def test_a_choice_without_pages_leads_back(read: Read, scene: Scene) -> None:
    page = read(f"{scene.path}/pages?text=nothing-like-this")
    assert "No page matches this choice" in words(page, ".empty")
    back = page.select_one(".empty a")
    assert back
    assert back["href"] == f"{scene.path}/pages"


def test_a_page_within_its_site(read: Read, scene: Scene) -> None:
    said = words(read(f"{scene.path}/pages/{scene.post}"))
    assert "The page has no title" in said
    assert "What links to it 1 page." in said
    assert "It links to no page of this site." in said
    redirect = words(read(f"{scene.path}/pages/{scene.old}"))
    assert "leads to https://example.com/blog/1" in redirect
    assert "A redirect is not judged by itself" in redirect


def test_the_graph_has_words_and_links(read: Read, scene: Scene) -> None:
    page = read(f"{scene.path}/graph")
    picture = page.select_one("svg.link-graph[aria-labelledby]")
    assert picture
    assert "6 pages and 1 link between them" in " ".join(picture.get_text().split())
    assert picture.select_one(f'a[href$="/pages/{scene.home}"]')
    assert len(page.select(".graph-table tbody tr")) == 6


@pytest.mark.parametrize("status", ["CANCELED", "FAILED", "SCANNING"])
def test_a_site_scan_without_a_report_has_its_pages(
    app: Flask, client: FlaskClient, alice: User, read: Read, status: str
) -> None:
    with app.app_context():
        path = f"/sites/{add_site(alice, status=status).public_id}"
    sign_in(client, alice)
    for view in VIEWS:
        assert read(path + view).select_one("nav.site-views")
    assert read(f"{path}/pages").select_one(".empty")
    assert read(f"{path}/graph").select_one(".empty")
    assert read(f"{path}/structure").select_one(".empty")


def test_a_check_of_one_page_that_failed(
    app: Flask, client: FlaskClient, alice: User
) -> None:
    """It stands by itself, with what came of it."""
    loop = {"state": "failed", "reason": "too_many_redirects"}
    with app.app_context():
        checks = [DUPLICATE | {"id": "redirect.loop", "affected": 1}]
        site = add_site(alice, report=REPORT | {"checks": checks})
        add_page(site, "/loop", fails=["redirect.loop"], **loop)
        path = f"/sites/{site.public_id}/checks/redirect.loop"
    sign_in(client, alice)
    answer = client.get(path)
    assert answer.status_code == 200
    assert "/loop" in answer.text
