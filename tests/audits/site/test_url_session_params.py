"""url.session-params."""

from __future__ import annotations

import pytest

from support.site_views import check, faults, page, site

ID = "url.session-params"


def test_it_passes_with_a_canonical() -> None:
    view = site(
        page("/a", text_hash="x"),
        page("/a?sid=1", text_hash="x", canonical="/a"),
        page("/b?sid=1", text_hash="y"),
    )
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 2)


@pytest.mark.parametrize(
    "copy",
    [
        "/a?sid=1",
        "/a?PHPSESSID=abc",
        "/a;jsessionid=1A2B",
        "/a?utm_source=news&gclid=1",
    ],
)
def test_it_fails(copy: str) -> None:
    view = site(page("/a", text_hash="x"), page(copy, text_hash="x"))
    assert faults(ID, view) == {copy: "the text of https://example.com/a"}


def test_it_fails_for_all_where_no_plain_address_is_known() -> None:
    view = site(
        page("/"),
        page("/a?p=2&sid=1", text_hash="x"),
        page("/a?p=2&sid=2", text_hash="x"),
    )
    assert faults(ID, view).keys() == {"/a?p=2&sid=1", "/a?p=2&sid=2"}


def test_other_parameters_and_texts_make_other_pages() -> None:
    view = site(
        page("/a?p=1", text_hash="x"),
        page("/a?p=2&sid=1", text_hash="x"),
        page("/b?sid=1", text_hash="y"),
        page("/b", text_hash="z"),
        page("/c?sid=1"),
        page("/c"),
    )
    assert check(ID, view).outcome == "pass"


def test_it_does_not_apply_without_such_parameters() -> None:
    view = site(page("/a?p=1", text_hash="x"), page("/a?p=2", text_hash="x"))
    assert check(ID, view).outcome == "na"
