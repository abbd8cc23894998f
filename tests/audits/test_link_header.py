"""Links in Link headers."""

from __future__ import annotations

import time

import pytest

from support.pages import fetched
from webapp.audits.link_header import HeaderLink, header_canonicals, header_links


def links(value: str) -> list[HeaderLink]:
    return header_links(fetched(headers={"Link": value}))


def test_all_parts_are_read() -> None:
    value = '<de> ; REL = "Alternate  next";hreflang=de;HREFLANG="de-AT"; media=print'
    (link,) = links(value)
    assert (link.href, link.url) == ("de", "https://example.com/de")
    assert link.rel == ("alternate", "next")
    assert (link.hreflangs, link.media, link.type) == (("de", "de-AT"), "print", "")
    assert link.snippet == f"Link: {value}"


def test_one_header_may_hold_several_links() -> None:
    value = (
        '</a,b>; rel=preload; as=style; nopush, </c>;rel="canonical", </d>; rel=next'
    )
    assert [link.href for link in links(value)] == ["/a,b", "/c", "/d"]
    assert [link.rel for link in links(value)] == [
        ("preload",),
        ("canonical",),
        ("next",),
    ]


@pytest.mark.parametrize(
    ("value", "rel"),
    [
        ("</a>; rel=next; rel=canonical", ("next",)),
        ('</a>; title="a; rel=canonical"; rel=next', ("next",)),
        ('</a>; title="<b>; \\"c\\""; rel=next', ("next",)),
        ("</a>", ()),
    ],
)
def test_parameters_are_kept_apart(value: str, rel: tuple[str, ...]) -> None:
    assert [link.rel for link in links(value)] == [rel]


@pytest.mark.parametrize(
    "value", ["", "nonsense", "<", "</a", "a; rel=canonical", ">,<"]
)
def test_nonsense_has_no_links(value: str) -> None:
    assert links(value) == []


def test_a_link_of_another_page_is_left_out() -> None:
    assert links('</a>; rel=canonical; anchor="/other"') == []
    assert len(links('</a>; rel=canonical; anchor="/page"')) == 1


def test_a_target_that_is_no_url_has_none() -> None:
    (link,) = links("<http://[>; rel=canonical")
    assert (link.href, link.url) == ("http://[", "")


def test_what_is_too_much_is_left_out() -> None:
    (link,) = links("</a>; rel=alternate" + "; hreflang=de" * 200)
    assert len(link.hreflangs) == 99
    assert len(link.snippet) == 300


def test_canonicals_are_absolute() -> None:
    page = fetched(headers={"Link": "</a>; rel=canonical, <b>; rel=next"})
    assert header_canonicals(page) == ["https://example.com/a"]


@pytest.mark.parametrize(
    "piece", ["<", "<a>;", "<a>;rel", '<a>;rel="', '<a>; a="\\', "<a>; rel=x ,"]
)
def test_hostile_headers_take_no_time(piece: str) -> None:
    begin = time.perf_counter()
    assert len(links(piece * 30_000)) <= 1000
    assert time.perf_counter() - begin < 2
