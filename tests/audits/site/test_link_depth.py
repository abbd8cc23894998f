"""link.depth."""

from __future__ import annotations

from support.site_views import Draft, check, faults, page, site

ID = "link.depth"


def chain(clicks: int) -> list[Draft]:
    return [page(f"/{n}", f"/{n + 1}") for n in range(clicks)] + [page(f"/{clicks}")]


def test_it_passes() -> None:
    result = check(ID, site(*chain(4)))
    assert (result.outcome, result.judged) == ("pass", 4)
    assert result.explanation == "The furthest page is 4 clicks away."


def test_it_fails() -> None:
    view = site(*chain(6))
    assert faults(ID, view) == {"/5": "5 clicks away", "/6": "6 clicks away"}


def test_a_redirect_is_no_click_of_its_own() -> None:
    first = [page("/0", "/old"), page("/old", to="/1")]
    assert check(ID, site(*first, *chain(4)[1:])).outcome == "pass"
    assert faults(ID, site(*first, *chain(5)[1:])) == {"/5": "5 clicks away"}


def test_the_shortest_way_counts() -> None:
    view = site(page("/0", "/1 /5"), *chain(5)[1:])
    assert check(ID, view).outcome == "pass"


def test_it_does_not_apply_without_links() -> None:
    assert check(ID, site(page("/"), page("/a"))).outcome == "na"
    assert check(ID, site(*chain(6), has_links=False)).outcome == "na"
