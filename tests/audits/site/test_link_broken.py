"""link.broken."""

from __future__ import annotations

import pytest

from support.site_views import broken, check, faults, page, site

ID = "link.broken"


def test_it_passes() -> None:
    view = site(page("/", "/a /old"), page("/a", "/"), page("/old", to="/a"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        ("http_404", "404"),
        ("http_410", "410"),
        ("http_503", "503"),
        ("connection_failed", "no connection"),
        ("dns_not_found", "its host does not exist"),
    ],
)
def test_it_fails_for_the_page_that_holds_the_link(problem: str, told: str) -> None:
    view = site(page("/", "/a"), page("/a", "/gone"), broken("/gone", problem))
    assert faults(ID, view) == {"/a": f"https://example.com/gone ({told})"}


@pytest.mark.parametrize(
    "problem",
    [
        *("http_401", "http_403", "http_429", "http_999", "timeout", "dns_failure"),
        *("blocked_by_robots", "unsupported_type", "too_many_redirects", "worker_lost"),
    ],
)
def test_what_may_pass_or_is_another_matter_is_no_fault(problem: str) -> None:
    assert check(ID, site(page("/", "/x"), broken("/x", problem))).outcome == "pass"


def test_a_redirect_to_an_error_is_broken() -> None:
    view = site(page("/", "/old"), broken("/old", to="/gone"), broken("/gone"))
    assert faults(ID, view) == {"/": "https://example.com/old (404)"}


def test_it_names_the_first_few() -> None:
    gone = [f"/gone{number}" for number in range(5)]
    view = site(page("/", " ".join(gone)), *map(broken, gone))
    assert faults(ID, view)["/"].endswith("gone2 (404); 2 more")


def test_it_does_not_apply_without_links() -> None:
    assert check(ID, site(page("/"), broken("/gone"))).outcome == "na"
