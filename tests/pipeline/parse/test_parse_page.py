"""What a page is taken apart into."""

from __future__ import annotations

import pytest

from support.pages import fetched
from webapp.domain.parsed_page import ParsedPage
from webapp.exceptions import AnalysisFailed
from webapp.pipeline.parse import parse


def page(html: str | bytes, **facts: object) -> ParsedPage:
    return parse(fetched(html, **facts))  # type: ignore[arg-type]


def test_the_head() -> None:
    found = page(
        "<!doctype html><html lang=en><head><title> A  title </title>"
        "<meta name=Description content=' Of  it '><meta property=og:title content=T>"
        "<link rel='canonical nofollow' href=/c><base href=/deep/></head>"
    )
    assert (found.doctype, found.lang, found.title) == ("html", "en", "A title")
    assert found.description == "Of it"
    assert found.open_graph == {"og:title": "T"}
    assert found.canonicals[0].url == "https://example.com/c"


def test_the_head_ends_at_the_first_element_of_the_body() -> None:
    """Tags that HTML lets one leave out; lxml keeps elements it does not know there."""
    found = page("<title>T</title><main>x</main><meta name=robots content=noindex>")
    assert [title.in_head for title in found.titles] == [True]
    assert [meta.in_head for meta in found.metas] == [False]


def test_headings_have_levels_names_and_hidden_ones_are_marked() -> None:
    found = page(
        "<h1>One <img alt=pic></h1><div role=heading aria-level=3>Three</div>"
        "<div hidden><h2>Gone</h2></div>"
    )
    assert [(h.level, h.text, h.is_hidden) for h in found.headings] == [
        (1, "One pic", False),
        (3, "Three", False),
        (2, "Gone", True),
    ]


def test_links_are_resolved_against_the_base() -> None:
    found = page(
        "<base href='https://www.example.com/deep/'><a href=a>A</a>"
        "<a href='//other.example/'>B</a><a href=mailto:x@y.example>C</a><a>D</a>"
    )
    assert [(link.url, link.is_internal) for link in found.links] == [
        ("https://www.example.com/deep/a", True),
        ("https://other.example/", False),
        ("mailto:x@y.example", None),
        ("", None),
    ]


@pytest.mark.parametrize(
    "href",
    ["", " ", "http://[bad", "http://", "//a:x/", "javascript:void(0)", "data:,"],
)
def test_a_base_that_leads_nowhere_is_none(href: str) -> None:
    found = page(f"<base href='{href}'><a href=a>A</a><img src=/b><link href=c rel=x>")
    assert found.links[0].url == "https://example.com/a"
    assert found.links[0].is_internal
    assert found.images[0].url == "https://example.com/b"
    assert found.link_elements[0].url == "https://example.com/c"


def test_www_is_the_same_site() -> None:
    found = page("<a href='https://www.example.com/'>A</a>")
    assert found.links[0].is_internal is True


def test_images() -> None:
    found = page(
        "<a href=x><img src=i.png width=1 height=2 alt='' loading=LAZY></a><img src=b>"
    )
    first, second = found.images
    assert (first.alt, first.in_bare_link, first.loading) == ("", True, "lazy")
    assert second.alt is None
    assert first.url == "https://example.com/i.png"


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<body><nav>menu menu</nav><p>one two</p><footer>foot</footer>", 2),
        ("<body><header>top</header><main>one <script>no()</script>two</main>", 2),
        ("<body>no<article><header>yes</header><p>two</article>", 2),
        ("<body><p>one<p hidden>two<p style='display:none'>three", 1),
        ("<body><form><h1>one</h1><p>two</p></form>", 2),
        ("<main>日本語の文章です</main>", 4),
        ("<!doctype html><html lang=en><title>T</title><main><p>one two", 2),
        ("<title>T</title><section>one</section><p>two", 2),
    ],
)
def test_the_main_content(html: str, words: int) -> None:
    assert page(html).word_count == words


def test_the_main_text_has_a_line_a_block() -> None:
    assert page("<main><p>One <b>two</b></p><ul><li>three").main_text == (
        "One two\nthree"
    )


def test_json_ld_is_read_or_its_error_is_placed() -> None:
    found = page(
        '<script type="application/ld+json">{"@type": "A"}</script>'
        '<script type="application/ld+json">\n{"a": }</script>'
        '<script type="application/ld+json"><!-- {"b": 1, "b": 2} --></script>'
        "<script>var x = {}</script>"
    )
    good, bad, double = found.json_ld
    assert good.value == {"@type": "A"}
    assert (bad.error_line, bad.error_column) == (2, 7)
    assert double.duplicate_keys == ("b",)


@pytest.mark.parametrize(
    ("body", "code"),
    [(b"", "empty_page"), (b"  \n ", "empty_page"), (b"<!-- x -->", "no_html")],
)
def test_nothing_is_a_coded_error(body: bytes, code: str) -> None:
    with pytest.raises(AnalysisFailed) as caught:
        page(body)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("body", "header", "used", "source"),
    [
        (b"\xef\xbb\xbf<p>\xc3\xa9", "iso-8859-1", "utf-8", "bom"),
        ("<p>é".encode("utf-16"), "utf-8", "utf-16-le", "bom"),
        (b"<meta charset=utf-8><p>\xe9", "windows-1252", "cp1252", "header"),
        (b"<meta charset='windows-1251'><p>\xe9", "", "cp1251", "meta"),
        (b"<p>\xc3\xa9", "", "utf-8", "utf-8"),
        (b"<p>\xe9", "", "cp1252", "fallback"),
        (b"<meta charset=klingon><p>\xe9", "zip", "cp1252", "fallback"),
        (b"<p>\xa1", "windows-874", "cp874", "header"),
        (b"<p>\xe0", "ISO-8859-8-I", "iso8859-8", "header"),
        (b"<p>\x82\xa0", "Windows-31J", "cp932", "header"),
        (b"<p>\x87\x40", "big5", "big5hkscs", "header"),
    ],
)
def test_the_character_set(body: bytes, header: str, used: str, source: str) -> None:
    kind = f"text/html; charset={header}" if header else "text/html"
    found = page(body, headers={"Content-Type": kind})
    assert (found.charset.used, found.charset.source) == (used, source)


def test_what_noscript_holds_in_the_head_does_not_end_it() -> None:
    """Browsers that run scripts read it as text."""
    found = page(
        "<!doctype html><html><head><noscript><img src=/pixel></noscript>"
        "<template><p>x</p></template><title>T</title>"
        "<link rel=canonical href=/a></head><body>x"
    )
    assert [title.in_head for title in found.titles] == [True]
    assert [link.in_head for link in found.canonicals] == [True]
    assert found.head_breaker == ""


def test_dates_of_json_ld_are_no_visible_ones() -> None:
    found = page(
        '<script type="application/ld+json">{"datePublished": "2020-02-03"}</script>'
        "<article><p>Words without a day.</p></article>"
    )
    assert found.visible_dates
    assert found.visible_dates.published == ""


def test_a_template_is_no_part_of_the_page() -> None:
    inside = "<h1>x</h1><a href=/b>y</a><img src=z><meta name=robots content=noindex>"
    found = page(f"<main><h1>One</h1><template>{inside}</template><p>two</main>")
    assert [heading.text for heading in found.headings] == ["One"]
    assert (found.links, found.images, found.metas) == ((), (), ())
    assert found.word_count == 2


def test_a_shadow_root_is_part_of_it() -> None:
    found = page("<main><x-a><template shadowrootmode=open><p>one two</template></x-a>")
    assert found.word_count == 2


def test_metas_in_noscript_are_left_out() -> None:
    found = page("<noscript><meta http-equiv=refresh content='0;url=/b'></noscript>x")
    assert found.metas == ()


def test_links_are_internal_to_the_page_and_not_to_its_base() -> None:
    found = page(
        "<base href='https://cdn.example/'><a href='https://example.com/'>A</a>"
    )
    assert found.links[0].is_internal is True
