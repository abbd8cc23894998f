"""The table of pages: what is chosen, in which order, on both databases."""

from __future__ import annotations

from typing import Any

import pytest

from support.site_rows import add_page, add_site
from webapp.models import SiteScan, User
from webapp.services.site_reports import pages_table
from webapp.services.site_reports.page_filter import PageFilter

pytestmark = pytest.mark.usefixtures("on_both_databases")


@pytest.fixture
def scanned(owner: User) -> SiteScan:
    site = add_site(owner)
    add_page(site, "/", title="Start", score=90, clicks=0, in_sitemap=True)
    add_page(site, "/Blog/one", title="GRÜNE Soße", score=40, template="post")
    add_page(site, "/blog/two", title="100% of it", score=70, template="post")
    add_page(site, "https://www.example.com/blog/a_b", title="", is_indexable=False)
    add_page(site, "/old", links=None, final_url="https://example.com/blog/two")
    add_page(site, "/gone", state="failed", reason="http_404", status=404)
    add_page(site, "/no", state="skipped", reason="too_deep", status=None)
    add_page(add_site(owner), "/blog/of-another-site")
    return site


def paths(site: SiteScan, **asked: str) -> list[str]:
    found = pages_table.find(site.id, PageFilter.read(asked))
    assert found.total == len(found.rows)
    return [row.url.split("example.com")[1] for row in found.rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "done"}, ["/", "/Blog/one", "/blog/two", "/blog/a_b"]),
        ({"state": "redirect"}, ["/old"]),
        ({"state": "failed"}, ["/gone"]),
        ({"state": "skipped"}, ["/no"]),
        ({"folder": "/blog/"}, ["/blog/two", "/blog/a_b"]),
        ({"text": "BLOG"}, ["/Blog/one", "/blog/two", "/blog/a_b"]),
        ({"text": "grüne soSSe"}, []),
        ({"text": "grüne soße"}, ["/Blog/one"]),
        ({"text": "0%"}, ["/blog/two"]),
        ({"text": "a_b"}, ["/blog/a_b"]),
        ({"text": "a-b"}, []),
        ({"text": "/blog/t"}, ["/blog/two"]),
        ({"template": "post"}, ["/Blog/one", "/blog/two"]),
        ({"indexable": "no"}, ["/blog/a_b"]),
        ({"sitemap": "yes"}, ["/"]),
        ({"template": "post", "text": "two", "state": "done"}, ["/blog/two"]),
        ({"text": "nothing has this"}, []),
    ],
)
def test_all_that_is_asked_for_must_hold(
    scanned: SiteScan, asked: dict[str, str], found: list[str]
) -> None:
    assert paths(scanned, **asked) == found


@pytest.mark.parametrize("sort", ["score", "-score", "clicks", "-clicks"])
def test_what_is_not_known_comes_last(scanned: SiteScan, sort: str) -> None:
    found = pages_table.find(scanned.id, PageFilter.read({"sort": sort})).rows
    values = [getattr(row, sort.removeprefix("-")) for row in found]
    known = [value for value in values if value is not None]
    assert known
    assert values == [*known, *[None] * (len(values) - len(known))]
    assert known == sorted(known, reverse=sort.startswith("-"))


def test_every_column_sorts(scanned: SiteScan) -> None:
    for name in pages_table.SORTS:
        assert (
            len(paths(scanned, sort=name)) == len(paths(scanned, sort=f"-{name}")) == 7
        )


def test_what_is_no_choice_does_not_count(scanned: SiteScan) -> None:
    asked = {"state": "nonsense", "sort": "drop table", "indexable": "perhaps"}
    assert PageFilter.read(asked).is_all
    assert len(paths(scanned, **asked, text="\0")) == 7


def test_it_is_cut_into_pages_and_none_lies_past_the_last(owner: User) -> None:
    site = add_site(owner)
    for number in range(pages_table.PAGE_SIZE + 3):
        add_page(site, f"/p{number}", score=number)
    chosen = PageFilter.read({"sort": "-score"})
    first, last = (pages_table.find(site.id, chosen, page) for page in (0, 99))
    assert (first.page, first.pages, first.total) == (1, 2, 53)
    assert [row.score for row in first.rows] == list(range(52, 2, -1))
    assert (last.page, last.total, [row.score for row in last.rows]) == (
        2,
        53,
        [2, 1, 0],
    )


def test_a_row_says_where_a_redirect_leads(scanned: SiteScan) -> None:
    row: Any = pages_table.find(scanned.id, PageFilter(state="redirect")).rows[0]
    assert row.is_redirect
    assert row.final_url == "https://example.com/blog/two"
