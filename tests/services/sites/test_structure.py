"""How a site is built, as numbers."""

from __future__ import annotations

import json

import pytest

from support.site_rows import add_page, add_site
from webapp.models import SiteScan, User
from webapp.services.site_reports import structure

pytestmark = pytest.mark.usefixtures("on_both_databases")


@pytest.fixture
def scanned(owner: User) -> SiteScan:
    site = add_site(owner)
    add_page(site, "/", score=90, clicks=0, template="home")
    same = {"clicks": 1, "template": "post"}
    fails = ["title.missing", "desc.missing"]
    add_page(site, "/blog/2024/one", score=50, fails=fails, **same)
    add_page(site, "/blog/2024/two", score=60, fails=fails[:1], **same)
    add_page(site, "/blog/old", links=None, score=10, clicks=1, template="post")
    add_page(site, "/blog/gone", state="failed", reason="http_404", status=404)
    add_page(site, "/lost", score=70)
    add_page(site, "/shop/x", state="skipped", reason="too_deep", status=None)
    return site


def test_folders_are_a_tree_with_all_that_is_below_them(scanned: SiteScan) -> None:
    found = structure.folders(scanned.id)
    told = [(one["path"], one["level"], one["pages"], one["failed"]) for one in found]
    assert told == [("/", 0, 6, 1), ("/blog/", 1, 4, 1), ("/blog/2024/", 2, 2, 0)]
    assert found[2]["score"] == 55


def test_a_tree_with_too_many_folders_says_how_many_it_leaves_out(owner: User) -> None:
    site = add_site(owner)
    for number in range(structure.MOST_CHILDREN + 2):
        add_page(site, f"/f{number}/a/b/c/d/e")
    found = structure.folders(site.id)
    assert len(found) <= structure.MOST_FOLDERS
    assert found[0]["left_out"] == 2
    assert max(one["level"] for one in found) == structure.MOST_LEVELS - 1


def test_clicks_end_with_what_no_link_leads_to(scanned: SiteScan) -> None:
    found = [(one["clicks"], one["pages"]) for one in structure.clicks(scanned.id)]
    assert found == [(0, 1), (1, 3), (None, 1)]


def test_answers_tell_redirects_from_pages(scanned: SiteScan) -> None:
    found = {
        (one["state"], one["reason"]): one["pages"]
        for one in structure.answers(scanned.id)
    }
    assert found == {
        ("done", ""): 4,
        ("redirect", ""): 1,
        ("failed", "http_404"): 1,
        ("skipped", "too_deep"): 1,
    }


def test_templates_have_an_example_and_what_fails_on_most_of_them(
    scanned: SiteScan,
) -> None:
    post, home = structure.templates(scanned.id)
    assert (post["template"], post["pages"], post["score"]) == ("post", 2, 55)
    assert post["example"]["url"].endswith("/blog/2024/one")
    assert post["findings"] == [
        {"id": "title.missing", "pages": 2},
        {"id": "desc.missing", "pages": 1},
    ]
    assert home["findings"] == []


def test_it_can_be_kept_in_the_report(scanned: SiteScan) -> None:
    worked_out = structure.work_out(scanned.id)
    assert json.loads(json.dumps(worked_out)) == worked_out
    assert structure.of_site(scanned) == worked_out
    scanned.report = {"structure": {"folders": []}}
    assert structure.of_site(scanned) == {"folders": []}


def test_a_site_without_pages_has_a_structure_too(owner: User) -> None:
    found = structure.work_out(add_site(owner).id)
    assert found["folders"][0]["pages"] == 0
    assert found["clicks"] == found["answers"] == found["templates"] == []
