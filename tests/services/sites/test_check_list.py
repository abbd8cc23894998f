"""Checks over a whole site, the worst first; affected pages by their templates."""

from __future__ import annotations

from typing import Any

import pytest

from support.site_rows import add_page, add_site
from webapp.models import SiteScan, User
from webapp.services.site_reports import affected, check_list

pytestmark = pytest.mark.usefixtures("on_both_databases")

DUPLICATE = {
    "id": "title.duplicate",
    "outcome": "fail",
    "explanation": "Two of four pages share it.",
    "judged": 4,
    "affected": 2,
    "weight": 2.0,
}


@pytest.fixture
def scanned(owner: User) -> SiteScan:
    site = add_site(owner, done=4, report={"checks": [DUPLICATE]})
    same = ("title.missing", "title.duplicate: as another")
    add_page(site, "/a/1", template="a", rank=0.5, fails=same)
    add_page(site, "/a/2", template="a", rank=3.0, fails=same)
    add_page(site, "/a/3", template="a", rank=1.0, warns=["title.missing"])
    add_page(site, "/b", template="b", fails=["title.missing"])
    return site


def lines(site: SiteScan) -> dict[str, Any]:
    return {line.id: line for line in check_list.of_site(site)}


def test_pages_are_counted_by_outcome(scanned: SiteScan) -> None:
    line = lines(scanned)["title.missing"]
    assert (line.outcome, line.failed, line.warned, line.affected) == ("fail", 3, 1, 4)


def test_a_check_of_the_whole_site_says_what_it_found(scanned: SiteScan) -> None:
    line = lines(scanned)["title.duplicate"]
    assert (line.affected, line.judged) == (2, 4)
    assert line.explanation == "Two of four pages share it."
    assert line.title == line.check.meta.failure_title


def test_the_worst_comes_first_and_what_passed_last(scanned: SiteScan) -> None:
    found = check_list.of_site(scanned)
    assert [line.id for line in found[:2]] == ["title.missing", "title.duplicate"]
    assert not any(line.is_failing for line in found[2:])
    assert check_list.counts(found)["fail"] == 2


def test_what_judging_counted_is_taken_as_it_is(scanned: SiteScan) -> None:
    scanned.report = {"checks": [], "page_checks": {"desc.missing": {"warn": 9}}}
    found = lines(scanned)
    assert found["desc.missing"].warned == 9
    assert not found["title.missing"].is_failing
    assert "title.duplicate" not in found


def test_one_check_is_found_by_its_id(scanned: SiteScan) -> None:
    line = check_list.line_of(scanned, "title.missing")
    assert line
    assert line.affected == 4
    assert check_list.line_of(scanned, "title.duplicate")
    assert check_list.line_of(scanned, "content.dup-near") is None
    assert check_list.line_of(scanned, "no.such-check") is None


def test_pages_of_one_template_are_one_line(scanned: SiteScan) -> None:
    found = affected.groups(scanned.id, "title.missing")
    assert [(one.template, one.number) for one in found.items] == [("a", 3), ("b", 1)]
    assert found.items[0].example.url.endswith("/a/1")
    assert found.total == 4


def test_the_pages_of_a_template_with_what_was_said_of_them(scanned: SiteScan) -> None:
    found = affected.find(scanned.id, "title.missing", "a", "-rank")
    assert [(row.rank, outcome) for row, outcome, _ in found.rows] == [
        (3.0, "fail"),
        (1.0, "warn"),
        (0.5, "fail"),
    ]
    every = affected.find(scanned.id, "title.duplicate", None, "url")
    assert [note for _, _, note in every.rows] == ["as another", "as another"]
    assert every.total == 2


def test_groups_are_cut_into_pages(owner: User) -> None:
    site = add_site(owner)
    for number in range(affected.PAGE_SIZE + 1):
        add_page(site, f"/{number}", template=f"t{number}", fails=["title.missing"])
    found = affected.groups(site.id, "title.missing", 9)
    assert (found.page, found.pages, len(found.items), found.total) == (2, 2, 1, 51)
