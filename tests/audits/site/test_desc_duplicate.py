"""desc.duplicate."""

from __future__ import annotations

from support.site_views import check, faults, page, site

ID = "desc.duplicate"


def test_it_passes() -> None:
    view = site(
        page("/", description="One."), page("/a", description="Two."), page("/b")
    )
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


def test_it_fails() -> None:
    view = site(
        page("/", description="All about plants."),
        page("/a", description="All about  Plants."),
        page("/b", description="When to sow."),
    )
    assert faults(ID, view) == {
        "/": "the description of https://example.com/a",
        "/a": "the description of https://example.com/",
    }


def test_it_does_not_apply_without_descriptions() -> None:
    assert check(ID, site(page("/"), page("/a"), page("/b"))).outcome == "na"
