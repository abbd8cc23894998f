"""What holds for any bytes under any header: a page that can be stored, or a code."""

from __future__ import annotations

import codecs
import dataclasses
import json
from collections.abc import Iterator
from encodings.aliases import aliases
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from support.pages import fetched
from webapp.domain.parsed_page import ParsedPage
from webapp.domain.storable import UNSTORABLE
from webapp.exceptions import AnalysisFailed
from webapp.pipeline.page_facts import find_types
from webapp.pipeline.parse import parse
from webapp.pipeline.parse.charset import decode, known
from webapp.pipeline.parse.collect import CAP

#: Python has codecs that are no character sets of the web, and some are traps.
CODECS = sorted(
    {*aliases.values(), "idna", "punycode", "undefined", "unicode_escape", "utf-7",
     "raw_unicode_escape", "utf-8-sig", "charmap", "rot13", "mbcs", "palmos", "klingon"}
)  # fmt: skip
ODD = b"<title>\\ud800 \\N{x} +2AA- +ADw-script+AD4-</title><p>" + bytes(range(256))

LABELS = st.sampled_from(CODECS) | st.text(max_size=12)
TYPES = LABELS.map("text/html; charset={}".format) | st.text(max_size=40)
PIECES = st.sampled_from(
    [b"<title>", b"<h1>", b"</h1>", b"<a href='", b"'>", b"<meta charset=", b"utf-7>",
     b"<base href='//['>", b"<script type=application/ld+json>", b"</script>", b"{",
     b'"@type":"\\ud800"', b"<p>", b"&#0;", b"&#xd800;", b"\0", b"\xff\xfe",
     b"\xef\xbb\xbf", b"<svg>", b"<img src=a alt=b>", b"\x1b$B", b"+2AA-",
     b"<!--", b"]]>"]
)  # fmt: skip
BODIES = st.binary(max_size=120) | st.lists(PIECES, max_size=15).map(b"".join)


def texts_of(value: Any) -> Iterator[str]:
    """Every string of a page but those inside JSON-LD, which are JSON's."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name != "value":
                yield from texts_of(getattr(value, field.name))


def page_of(body: bytes, content_type: str) -> ParsedPage | None:
    try:
        return parse(fetched(body, headers={"Content-Type": content_type}))
    except AnalysisFailed:
        return None


@settings(max_examples=150, deadline=None)
@given(BODIES, TYPES)
@example(b"<p>x", "text/html; charset=\0")
def test_a_page_holds_storable_texts_in_bounded_lists(body: bytes, kind: str) -> None:
    page = page_of(body, kind)
    if page is None:
        return
    assert not [text for text in texts_of(page) if UNSTORABLE.search(text)]
    lists = (page.titles, page.metas, page.headings, page.links, page.images)
    assert max(map(len, lists)) <= CAP


@pytest.mark.parametrize("label", CODECS)
def test_no_codec_of_python_is_a_trap(label: str) -> None:
    page = page_of(ODD, f"text/html; charset={label}")
    assert page is not None
    assert not UNSTORABLE.search(page.title + page.main_text)
    assert "<script" not in page.title, "UTF-7 hides markup from other readers"


@given(st.text(max_size=50) | st.sampled_from(CODECS))
def test_any_label_is_a_character_set_or_none(label: str) -> None:
    name = known(label)
    assert name == "" or codecs.lookup(name).name == name


@given(BODIES, TYPES)
def test_any_bytes_are_read_as_some_character_set(body: bytes, kind: str) -> None:
    text, charset = decode(fetched(body, headers={"Content-Type": kind}))
    assert isinstance(text, str)
    assert charset.used


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.just("@type") | st.text(), inner)
    ),
    max_leaves=8,
).map(json.dumps)
BROKEN = st.text(max_size=40) | st.sampled_from(["[" * 5000, "9" * 5000, "{" * 300])


@settings(max_examples=100, deadline=None)
@given(JSON | BROKEN)
def test_any_json_ld_is_a_value_or_says_what_is_wrong(block: str) -> None:
    html = f'<script type="application/ld+json">{block}</script><p>hello'
    page = page_of(html.encode("utf-8", "replace"), "text/html; charset=utf-8")
    assert page is not None
    for found in page.json_ld:
        assert found.error or found.value is None or json.dumps(found.value)
    types = find_types(page.items)
    assert all(len(name) <= 60 for name in types)
