"""Lists that people paste: lines, CSV, a sitemap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.exceptions import Refused
from webapp.pipeline.sites import lists
from webapp.pipeline.sites.lists import ListRefused, RefusedLine, read_list

TWO = ["https://example.com/a", "https://example.com/b"]


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/a\nhttps://example.com/b",
        "\ufeff example.com/a \r\n\r\nexample.com/b\r\nexample.com/a#x\n",
        "URL\nhttps://example.com/a\nhttps://example.com/b",
        "Address,Status\nhttps://example.com/a,200\nhttps://example.com/b,404",
        "https://example.com/a;200;x\nhttps://example.com/b;404;y",
        "https://example.com/a\tA, or B\nhttps://example.com/b\tC",
        '"https://example.com/a","A, or B"\n"https://example.com/b","C"',
        'url,title\nhttps://example.com/a,"A, or\nB"\nhttps://example.com/b,C',
        f"<urlset><url><loc>{TWO[0]}</loc></url><url><loc>{TWO[1]}</loc></url></urlset>",
        f"<rss><item><link>{TWO[0]}</link></item><item><link>{TWO[1]}</link></item></rss>",
    ],
)
def test_ways_to_list_two(text: str) -> None:
    assert read_list(text) == TWO


def test_addresses_may_hold_commas() -> None:
    text = "https://example.com/a,b\nhttps://example.com/c\nhttps://example.com/d;e,f"
    assert read_list(text) == text.split()


def test_refused_lines_are_told_with_their_numbers() -> None:
    with pytest.raises(ListRefused) as caught:
        read_list("https://example.com/\n\nftp://example.com/\nhttp://10.0.0.1/\n")
    error = caught.value
    assert [(line.line, line.url, line.code) for line in error.lines] == [
        (3, "ftp://example.com/", "bad_scheme"),
        (4, "http://10.0.0.1/", "blocked_address"),
    ]
    assert isinstance(error.lines[0], RefusedLine)
    assert error.code == "bad_list"
    assert error.message.startswith("Line 3: Only addresses that begin with http")
    assert error.message.endswith("One more line is refused.")


def test_lines_of_a_csv_are_those_of_the_file() -> None:
    with pytest.raises(ListRefused) as caught:
        read_list('url,title\nexample.com/a,"x\ny"\nftp://example.com,z\n')
    assert [line.line for line in caught.value.lines] == [4]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "List the addresses"),
        (" \n\n", "List the addresses"),
        ("hello", "Line 1: This host name"),
        ("<sitemapindex><sitemap><loc>x</loc></sitemap></sitemapindex>", "This is an"),
        ("<p>hello", "This is no sitemap that can be read: it is an HTML page."),
        ("<urlset>", "This is no sitemap that can be read: it is no proper XML"),
        ("a.example\n" * 3 + '"' + "x" * 200_000, "Line"),
    ],
)
def test_what_is_no_list(text: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        read_list(text)
    assert caught.value.code == "bad_list"
    assert caught.value.message.startswith(words)


def test_there_is_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_URLS", 1000)  # as the gate takes its time
    text = [f"https://example.com/{number}" for number in range(1001)]
    assert len(read_list("\n".join(text[1:]))) == 1000
    with pytest.raises(Refused, match="at most 1,000"):
        read_list("\n".join(text))


def test_a_hundred_refusals_are_enough() -> None:
    with pytest.raises(ListRefused) as caught:
        read_list("ftp://x\n" * 100_000)
    assert len(caught.value.lines) == 100


@given(st.text('a.,;"\t\n<>/: é', max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_list(text)
    except Refused:
        return
    assert found
    assert all(url.startswith("http") for url in found)
