"""Sitemaps are read by what they hold, and a stranger's XML does no harm."""

from __future__ import annotations

import gzip
import time

import pytest

from support.pages import answer
from webapp.audits.sitemap_files import MOST_BYTES, SitemapFile, read_sitemap

NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
URLSET = f'<?xml version="1.0"?><urlset xmlns="{NS}"><url><loc> https://a.example/x </loc><lastmod>2026-01-02</lastmod></url></urlset>'
ENTRY = ("https://a.example/x", "2026-01-02")


def read(body: str | bytes, **facts: bool) -> SitemapFile:
    found = answer("/sitemap.xml", 200, body, "application/xml")
    return read_sitemap(
        type(found)(found.url, 200, found.url, body=found.body, **facts)
    )


@pytest.mark.parametrize(
    "body",
    [URLSET, "\ufeff" + URLSET, "\n " + URLSET[21:], gzip.compress(URLSET.encode())],
)
def test_an_urlset(body: str | bytes) -> None:
    found = read(body)
    assert (found.kind, found.entries) == ("urlset", (ENTRY,))
    assert found.has_namespace


def test_prefixes_and_images() -> None:
    body = f"""<s:urlset xmlns:s="{NS}" xmlns:i="http://i.example/"><!-- x --><s:url>
    <i:image><i:loc>https://a.example/i.png</i:loc></i:image><s:loc>https://a.example/
    </s:loc></s:url></s:urlset>"""
    assert read(body).entries == (("https://a.example/", ""),)


def test_an_index() -> None:
    body = f'<sitemapindex xmlns="{NS}"><sitemap><loc>u</loc></sitemap></sitemapindex>'
    found = read(body)
    assert (found.kind, found.entries) == ("index", (("u", ""),))


@pytest.mark.parametrize("root", ["rss", "feed"])
def test_feeds(root: str) -> None:
    assert read(f"<{root}><item><link>x</link></item></{root}>").kind == "feed"


def test_a_list_of_addresses() -> None:
    found = read("https://a.example/\n\nhttps://a.example/b\n")
    assert found.kind == "text"
    assert [loc for loc, _ in found.entries] == [
        *("https://a.example/", "https://a.example/b")
    ]


def test_a_missing_namespace() -> None:
    assert not read("<urlset><url><loc>x</loc></url></urlset>").has_namespace


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [URLSET, URLSET[21:], "https://a.example/x"])
def test_utf_16_with_a_byte_order_mark(text: str, codec: str) -> None:
    declared = text.replace("?>", ' encoding="UTF-16"?>')
    body = f"\ufeff{declared}".encode(codec)
    found = read(body)
    assert found.kind == ("urlset" if "<" in text else "text")
    assert [loc for loc, _ in found.entries] == ["https://a.example/x"]
    assert found.is_utf16
    assert found.size == len(body)
    assert not read(text).is_utf16


@pytest.mark.parametrize(
    "body", ["<!doctype html><p>", '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html>']
)
def test_html(body: str) -> None:
    assert read(body).kind == "html"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "empty"),
        ("hello", "neither XML nor"),
        ("<foo><url/></foo>", "root element is foo"),
        ("<urlset><url>", "no proper XML"),
        ("<urlset>&nbsp;</urlset>", "no proper XML"),
        (b"\x1f\x8bxxxx", "gzip is damaged"),
    ],
)
def test_what_cannot_be_read(body: str | bytes, words: str) -> None:
    found = read(body)
    assert found.kind == "broken"
    assert words in found.error


def test_of_a_cut_one_the_beginning_is_read() -> None:
    found = read(URLSET.replace("</urlset>", "<url><loc>https://a."), is_cut=True)
    assert (found.kind, found.entries, found.is_cut) == ("urlset", (ENTRY,), True)


def test_no_entity_is_loaded() -> None:
    body = """<!DOCTYPE a [<!ENTITY own "x"><!ENTITY file SYSTEM "file:///etc/passwd">
    ]><urlset><url><loc>&file;&own;</loc></url></urlset>"""
    assert read(body).entries == (("x", ""),)


def test_hostile_ones_end() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    begun = time.monotonic()
    read(f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><urlset>&l29;</urlset>')
    read("<urlset>" + "<url>" * 100_000)
    bomb = read(gzip.compress(b" " * 200_000_000, 9))
    assert bomb.size > MOST_BYTES
    many = read(gzip.compress(b"<urlset>" + b"<url/>" * 500_000))
    assert len(many.entries) == 50_001
    assert time.monotonic() - begun < 10
