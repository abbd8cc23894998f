"""canonical.target."""

from __future__ import annotations

import pytest

from support.site_views import Draft, broken, check, faults, page, site

ID = "canonical.target"
COPY = page("/copy", canonical="/a")


def test_it_passes() -> None:
    view = site(page("/", canonical="/"), COPY, page("/a", canonical="/a"))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 3)


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (page("/a", to="/b"), "it redirects to https://example.com/b"),
        (broken("/a"), "it does not answer properly: 404"),
        (broken("/a", "blocked_by_robots"), "robots.txt blocks it"),
        (broken("/a", "too_many_redirects"), "its redirects have no end"),
        (page("/a", is_noindex=True), "it is noindex"),
        (page("/a", canonical="/b"), "it names https://example.com/b as canonical"),
    ],
)
def test_it_fails(target: Draft, told: str) -> None:
    view = site(page("/"), page("/b"), COPY, target)
    assert faults(ID, view) == {"/copy": f"https://example.com/a: {told}"}


def test_two_that_name_each_other_are_two_faults() -> None:
    view = site(page("/a", canonical="/b"), page("/b", canonical="/a"))
    assert faults(ID, view).keys() == {"/a", "/b"}


def test_what_could_not_be_read_says_nothing() -> None:
    assert check(ID, site(COPY, broken("/a", "timeout"))).outcome == "pass"


def test_it_does_not_apply_without_canonicals_on_the_site() -> None:
    view = site(page("/"), page("/a", canonical="https://other.org/"))
    assert check(ID, view).outcome == "na"
