"""What is kept of a page, from its elements and its headers."""

from __future__ import annotations

import ipaddress
import json

import pytest

from support.pages import fetched
from webapp.domain.fetched_page import Redirect
from webapp.domain.page_record import PageRecord, from_json, to_json
from webapp.pipeline.parse import parse
from webapp.pipeline.sites import page_record

SITE = "https://example.com"
TEXT = "".join(f"<p>Tomatoes like the morning sun of day {n}.</p>" for n in range(9))


def record(html: str, **facts: object) -> PageRecord:
    page = fetched(html, **facts)  # type: ignore[arg-type]
    return page_record(page, parse(page))


def test_a_page() -> None:
    found = record(
        '<html lang="en"><title> A  title </title><meta name=description content=Words>'
        f"<link rel=canonical href='/A#x'><h1 hidden>no</h1><h1>Head</h1>{TEXT}",
        redirects=(Redirect(f"{SITE}/old", 301, "/page"),),
    )
    assert found.final_url == f"{SITE}/page"
    assert found.redirects == ((f"{SITE}/old", 301),)
    assert (found.title, found.description) == ("A title", "Words")
    assert (found.h1, found.lang) == ("Head", "en")
    assert found.canonical == f"{SITE}/A"
    assert not found.is_noindex
    assert not found.is_nofollow
    assert found.word_count > 60
    assert len(found.text_hash) == 64
    assert len(found.sketch) == 128
    assert len(found.template) == 16


def test_it_outlives_json() -> None:
    found = record(
        "<title>x</title><link rel=alternate hreflang=de href=/d>"
        f"<a href=/x>x</a><a rel=nofollow href=/y>y</a>{TEXT}",
        redirects=(Redirect(f"{SITE}/old", 301, "/page"),),
    )
    assert from_json(json.loads(json.dumps(to_json(found)))) == found


def test_what_no_database_takes_is_replaced() -> None:
    found = to_json(PageRecord("", title="a\0\ud800b"))
    assert found["title"] == "a\ufffd\ufffdb"


class TestLinks:
    def test_each_once_and_in_order(self) -> None:
        found = record(
            "<a href=/b>b</a><a href='/a#x'>a</a><a href='/a#y'>a</a><a href=''>self"
            "</a><a href=#top>self</a><a href='https://other.example/x#y'>o</a>"
            "<area href=//www.example.com/c><a name=x>no</a>"
        )
        assert found.links == (
            f"{SITE}/b",
            f"{SITE}/a",
            f"{SITE}/page",
            "https://www.example.com/c",
        )
        assert found.external_links == ("https://other.example/x",)

    def test_only_what_may_be_a_page_of_the_site(self) -> None:
        found = record(
            "<a href=/a.pdf>a</a><a href=mailto:a@example.com>m</a><a href='/ä b'>n</a>"
            "<a href=http://10.0.0.1/>p</a><a href=https://other.example/a.pdf>q</a>"
            "<a href='javascript:x()'>x</a><a href=https://example.com:81/>y</a>"
            "<a href=/%C3%A4>z</a>"
        )
        assert found.links == (f"{SITE}/%C3%A4",)
        assert found.external_links == ("https://other.example/a.pdf",)

    def test_a_base_counts(self) -> None:
        found = record("<base href=/deep/><a href=x>x</a><a href=/y>y</a>")
        assert found.links == (f"{SITE}/deep/x", f"{SITE}/y")

    def test_nofollow_where_all_links_say_so(self) -> None:
        found = record(
            "<a rel='nofollow' href=/a>a</a><a rel='ugc NOFOLLOW' href='/a#x'>a</a>"
            "<a rel=nofollow href=/b>b</a><a href=/b>b</a><a href=/c rel=ugc>c</a>"
        )
        assert found.links == (f"{SITE}/a", f"{SITE}/b", f"{SITE}/c")
        assert found.nofollow_links == (f"{SITE}/a",)

    def test_a_port_of_its_own(self) -> None:
        page = fetched("<a href=/a>a</a>", url="http://127.0.0.1:81/")
        networks = (ipaddress.ip_network("127.0.0.0/8"),)
        assert page_record(page, parse(page)).links == ()
        found = page_record(page, parse(page), networks)
        assert found.links == ("http://127.0.0.1:81/a",)


class TestCanonicals:
    @pytest.mark.parametrize(
        ("html", "link", "expected"),
        [
            ("", f"<{SITE}/h>; rel=canonical", f"{SITE}/h"),
            ("<link rel=canonical href=/a>", f"<{SITE}/h>; rel=canonical", f"{SITE}/a"),
            ("<link rel=canonical hreflang=de href=/a>", "", ""),
            ("<link rel=canonical href=mailto:a@example.com>", "", ""),
            ("<p>x</p><link rel=canonical href=/a>", "", ""),
            ("<link rel=canonical href=http://127.0.0.1/>", "", "http://127.0.0.1/"),
        ],
    )
    def test_the_first_that_counts(self, html: str, link: str, expected: str) -> None:
        headers = {"Link": link} if link else {}
        assert record(f"<title>x</title>{html}", headers=headers).canonical == expected


@pytest.mark.parametrize(
    ("html", "header", "is_noindex", "is_nofollow"),
    [
        ("<meta name=robots content='noindex, follow'>", "", True, False),
        ("<meta name=robots content=nofollow>", "", False, True),
        ("<meta name=googlebot content=none>", "", True, True),
        ("<meta name=bingbot content=none>", "", False, False),
        ("", "noindex", True, False),
        ("", "googlebot: none", True, True),
        ("", "otherbot: noindex", False, False),
        ("", "unavailable_after: 25 Jun 2010 15:00:00 GMT", True, False),
        ("<meta name=robots content=index>", "nofollow", False, True),
    ],
)
def test_directives(
    html: str, header: str, is_noindex: bool, is_nofollow: bool
) -> None:
    headers = {"X-Robots-Tag": header} if header else {}
    found = record(f"<title>x</title>{html}", headers=headers)
    assert (found.is_noindex, found.is_nofollow) == (is_noindex, is_nofollow)


def test_alternates_of_head_and_header() -> None:
    found = record(
        "<title>x</title><link rel=alternate hreflang=de href=/de>"
        "<link rel=alternate hreflang=de href=/de><link rel=alternate href=/feed>"
        "<link rel=alternate hreflang=' x-default ' href=/#top>",
        headers={"Link": f"<{SITE}/fr>; rel=alternate; hreflang=fr"},
    )
    assert found.alternates == (
        ("de", f"{SITE}/de"),
        ("x-default", f"{SITE}/"),
        ("fr", f"{SITE}/fr"),
    )


def test_everything_is_bounded() -> None:
    found = record(
        f"<title>{'t' * 1000}</title><meta name=description content={'d' * 1000}>"
        + "".join(f"<link rel=alternate hreflang=x{n} href=/{n}>" for n in range(300))
        + f"<h1>{'h' * 1000}</h1>"
        + "".join(f"<a href=/{n}>x</a>" for n in range(4200))
        + "".join(f"<a href=https://o.example/{n}>x</a>" for n in range(600))
    )
    assert (len(found.title), len(found.h1), len(found.description)) == (300, 300, 500)
    assert (len(found.links), len(found.external_links)) == (4000, 500)
    assert found.has_more_links
    assert len(found.alternates) == 200
    assert found.links[-1] == f"{SITE}/3999"
