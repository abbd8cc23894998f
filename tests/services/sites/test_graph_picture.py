"""The link graph as a picture, and one page's links."""

from __future__ import annotations

import math

import pytest

from support.site_rows import add_page, add_site
from webapp.exceptions import Refused
from webapp.models import User
from webapp.services.site_reports import graph_picture, page_links
from webapp.services.site_reports.graph_picture import MARGIN, MOST_NODES, SIZE, Node

pytestmark = pytest.mark.usefixtures("on_both_databases")


def away(node: Node) -> float:
    return math.hypot(node.x - SIZE / 2, node.y - SIZE / 2)


def test_rings_are_clicks_and_size_is_rank(owner: User) -> None:
    site = add_site(owner, done=4, failed=1)
    far = add_page(site, "/far", clicks=2, rank=0.2, score=95)
    near = add_page(site, "/near", clicks=1, rank=1.0, score=30, links=[far])
    gone = add_page(site, "/gone", clicks=1, rank=0.4, state="failed")
    add_page(site, "/old", clicks=1, rank=0.3, links=None)
    add_page(site, "/", clicks=0, rank=4.0, score=70, links=[near, gone, 99])
    add_page(site, "/no", state="skipped")
    picture = graph_picture.draw(site)
    kinds = [node.kind for node in picture.nodes]
    assert kinds == ["fair", "poor", "failed", "redirect", "good"]
    home, near_node, _, _, far_node = picture.nodes
    assert (home.x, home.y) == (SIZE / 2, SIZE / 2)
    assert away(near_node) * 2 == pytest.approx(away(far_node), abs=1)
    assert home.radius > near_node.radius > far_node.radius
    assert picture.rings == [(180.0, 1), (360.0, 2)]
    ends = [(one.page.id, other.page.id) for one, other in picture.edges]
    assert ends == [(home.page.id, near), (home.page.id, gone), (near, far)]
    assert (picture.links, picture.total) == (3, 5)


def test_a_large_site_is_its_pages_of_the_highest_rank(owner: User) -> None:
    site = add_site(owner, done=MOST_NODES + 5)
    for number in range(MOST_NODES + 5):
        add_page(site, f"/{number}", rank=float(number), clicks=number % 12)
    picture = graph_picture.draw(site)
    assert [node.page.rank for node in picture.nodes][:1] == [MOST_NODES + 4]
    assert len(picture.nodes) == MOST_NODES
    assert max(map(away, picture.nodes)) <= SIZE / 2 - MARGIN + 1
    assert len({(node.x, node.y) for node in picture.nodes}) == MOST_NODES


def test_a_site_without_ranks_or_pages_is_drawn_too(owner: User) -> None:
    site = add_site(owner)
    assert graph_picture.draw(site).nodes == []
    add_page(site, "/only")
    picture = graph_picture.draw(site)
    assert [node.kind for node in picture.nodes] == ["none"]


def test_what_links_to_a_page_and_where_it_links_to(owner: User) -> None:
    site = add_site(owner)
    here = add_page(site, "/here", fails=["desc.missing"], warns=["title.missing: so"])
    there = add_page(site, "/there", links=[here, here + 1])
    row = page_links.find(site.id, here)
    assert [other.id for other in page_links.leading_to(row).rows] == [there]
    assert [other.id for other in page_links.leads_to(there).rows] == [here, there]
    assert page_links.leads_to(here).total == 0
    told = [(one.id, one.outcome, one.note) for one in page_links.findings(here)]
    assert told == [("desc.missing", "fail", ""), ("title.missing", "warn", "so")]


@pytest.mark.parametrize("number", [0, 999, 2**70])
def test_a_page_of_another_site_is_not_found(owner: User, number: int) -> None:
    other = add_page(add_site(owner), "/")
    site = add_site(owner)
    for wanted in (number, other):
        with pytest.raises(Refused):
            page_links.find(site.id, wanted)
