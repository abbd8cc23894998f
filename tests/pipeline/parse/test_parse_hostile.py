"""Any bytes at all give a page or a coded error, in bounded size."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.pages import fetched
from webapp.domain.parsed_page import ParsedPage
from webapp.exceptions import AnalysisFailed
from webapp.pipeline.parse import parse, tree

HOSTILE = {
    "nested": b"<div>" * 10_000 + b"deep",
    "nested links": b"<a href=x>" * 10_000 + b"deep",
    "nested headings": b"<h1>" * 3_000 + b"deep",
    "nested tables": b"<table>" * 5_000,
    "1 MB attribute": b"<a " + b"x" * 1_000_000 + b">y</a>",
    "100,000 attributes": b"<p " + b"".join(b"a%d=1 " % n for n in range(10**5)),
    "NULs": b"\0<p>a\0b\0",
    "bare text": b"hello",
    "a file name": b"index.html",
    "XML": b"<?xml version='1.0' encoding='klingon'?><html><body>x",
    "entities": b"<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><p>&c;",
    "one long line": b"<p>" + b"word " * 200_000,
    "every byte": bytes(range(256)) * 100,
    "bad JSON-LD": b"<script type=application/ld+json>" + b"[" * 100_000,
    "a long number": b"<script type=application/ld+json>[" + b"9" * 10_000 + b"]",
    "1,000,000 attributes": b"<p " + b"a=1 " * 1_000_000 + b">x",
    "one line of 5 MB": b"<p>" + b"w" * 5_000_000,
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj",
    "an image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR<p>" + bytes(range(256)),
    "UTF-16 unannounced": "<title>t</title><p>hello".encode("utf-16-le"),
    "a billion laughs": b"<!DOCTYPE l [<!ENTITY a 'ha'>"
    + b"".join(
        b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12)
    )
    + b"]><p>&m;",
    "odd references": b"<p>" + b"&#x110000;&#0;&#xd800;&#9999999999;&no;" * 10_000,
    "broken URLs": b"<base href='http://['><a href='http://[x'>a</a><img src='//:x'>",
}  # fmt: skip


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bytes_give_a_page(body: bytes) -> None:
    assert isinstance(parse(fetched(body)), ParsedPage)


#: Each of these once took a minute or more: its cost grew with depth times number.
DEEP = {
    "headings in headings": b"<h1>" * 30_000,
    "text at each depth": b"<b>x" * 30_000,
    "images at the bottom": b"<b>" * 60_000 + b"<img src=a>" * 5_000,
    "an image in a deep link": b"<a href=x>" + b"<i>" * 30_000 + b"<img src=a>" * 5_000,
    "images in one link": b"<a href=x>" + b"<b>" * 300 + b"<img src=a>" * 5_000,
    "tables in tables": b"<table><tr><td>x" * 60_000,
    "paragraphs in divisions": b"<div><p>one two three</p>" * 60_000,
    "forms": b"<form><div>" * 300 + b"<i></i>" * 10_000 + b"<h1>x",
}


@pytest.mark.parametrize("body", DEEP.values(), ids=DEEP.keys())
def test_depth_costs_no_time(body: bytes) -> None:
    started = time.monotonic()
    parse(fetched(body))
    assert time.monotonic() - started < 10


#: What one long value becomes when many parts of the page repeat it: gigabytes, once.
COPIED = {
    "a long base": b"<base href='http://a.example/"
    + b"x/" * 50_000
    + b"'>"
    + b"<a href=y>z</a>" * 1_000,
    "an image's name in nested headings": b"<h1>" * 250
    + b"<img alt='"
    + b"w " * 100_000
    + b"'>",
    "a text in nested headings": b"<h1>" * 250 + (b"<i>" + b"w " * 900 + b"</i>") * 400,
    "a label": b"<h1 aria-label='" + b"w " * 1_000_000 + b"'>",
    "a description": b"<meta name=description content='"
    + b"w " * 1_000_000
    + b"'><p>x",
}


@pytest.mark.parametrize("body", COPIED.values(), ids=COPIED.keys())
def test_one_long_value_is_not_copied_into_many(body: bytes) -> None:
    page = parse(fetched(body))
    texts = [heading.text for heading in page.headings]
    texts += [link.url for link in page.links] + [meta.content for meta in page.metas]
    assert max(map(len, texts)) <= 10_000
    assert sum(map(len, texts)) < 5_000_000


def test_what_is_too_deep_stands_beside_its_parent() -> None:
    """As in browsers: nothing is lost, and what follows is in its place again."""
    deep = b"<div><b>" + b"<i>" * 1000 + b"deep" + b"</i>" * 1000 + b"</b></div>"
    page = parse(
        fetched(b"<main>" + deep + b"<h2>After</h2><a href=/x>link</a></main>")
    )
    assert page.main_text.splitlines() == ["deep", "After", "link"]
    assert [heading.text for heading in page.headings] == ["After"]
    assert not page.is_cut


def test_the_ends_of_what_is_too_deep_close_nothing_above() -> None:
    """Elements of the same name are open above them."""
    inside = b"<div>" * 50 + b"deep" + b"</div>" * 50 + b"<p>inside</p>"
    body = b"<div>" * 240 + b"<main>" + inside + b"</main>" + b"</div>" * 240
    page = parse(fetched(body + b"<p>outside</p>"))
    assert page.main_text.splitlines() == ["deep", "inside"]


def test_a_page_of_too_many_tags_is_cut_and_it_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tree, "MAX_MARKS", 100)
    assert not parse(fetched(b"<br>" * 100)).is_cut
    page = parse(fetched(b"<p>one" * 100 + b"<p>two"))
    assert page.is_cut
    assert page.word_count == 100


def test_long_lists_are_cut_and_it_is_said() -> None:
    page = parse(fetched(b"<a href=x>y</a>" * 20_000))
    assert len(page.links) == 5_000
    assert page.is_cut


SOUP = st.lists(
    st.sampled_from(
        [b"<", b">", b"</", b"a href=", b"'", b'"', b"<p>", b"<title>", b"<svg>", b"&#",
         b"<!--", b"-->", b"<script>", b"</script>", b"<![CDATA[", b"\xff", b"\0", b"x"]
    )
).map(b"".join)  # fmt: skip


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of(st.binary(max_size=300), SOUP))
def test_any_bytes_give_a_page_or_a_coded_error(body: bytes) -> None:
    assert outcome(body) in {"a page", "empty_page", "no_html"}


def outcome(body: bytes) -> str:
    try:
        parse(fetched(body))
    except AnalysisFailed as error:
        return error.code
    return "a page"
