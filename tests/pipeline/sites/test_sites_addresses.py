"""Which addresses are one page of a site, and which may be one."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.pipeline.sites.addresses import (
    is_of_site,
    is_page_address,
    page_address,
    page_key,
    site_name,
    web_address,
)

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)
PAIRS = st.lists(st.tuples(st.sampled_from("abc"), st.text("xyz%é+", max_size=3)))


class TestPageKey:
    @pytest.mark.parametrize(
        "other",
        [
            "https://EXAMPLE.com:443/a/%7ex?b=2&a=1#top",
            "https://example.com/a/~x?a=1&b=2",
            " https://example.com/c/../a/~x?b=2&a=1 ",
            "https://example.com/a/%7Ex?b=%32&a=1",
        ],
    )
    def test_spellings_are_one(self, other: str) -> None:
        assert page_key(other) == page_key("https://example.com/a/~x?b=2&a=1")

    @pytest.mark.parametrize(
        "other",
        [
            "http://example.com/a?b=1",
            "https://www.example.com/a?b=1",
            "https://example.com:8443/a?b=1",
            "https://example.com/a/?b=1",
            "https://example.com/A?b=1",
            "https://example.com/a?b=1&utm_source=x",
            "https://example.com/a;jsessionid=1?b=1",
            "https://example.com/a?b=1&b=1",
        ],
    )
    def test_pages_are_several(self, other: str) -> None:
        assert page_key(other) != page_key("https://example.com/a?b=1")

    def test_it_is_a_name_for_ever(self) -> None:
        key = "0f115db062b7c0dd030b16878c99dea5c354b49dc37b38eb8846179c7783e9d7"
        assert page_key("https://example.com") == key
        assert page_key("https://example.com/") == key

    @given(PAIRS, st.randoms())
    def test_the_order_of_parameters_makes_no_difference(
        self, pairs: list[tuple[str, str]], random: object
    ) -> None:
        mixed = list(pairs)
        random.shuffle(mixed)  # type: ignore[attr-defined]
        first, second = (
            "https://example.com/?" + "&".join(map("=".join, some))
            for some in (pairs, mixed)
        )
        assert page_key(first) == page_key(second)

    @given(st.text())
    def test_any_text_has_one(self, text: str) -> None:
        assert len(page_key(text)) == 64


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.com/x", True),
        ("http://www.example.com/x", True),
        ("https://EXAMPLE.com:443/", True),
        ("https://example.com./", True),
        ("https://example.com:8443/", False),
        ("https://blog.example.com/", False),
        ("https://example.com.evil.example/", False),
        ("ftp://example.com/", False),
        ("mailto:x@example.com", False),
        ("https://[bad/", False),
        ("", False),
    ],
)
def test_is_of_site(url: str, expected: bool) -> None:
    assert is_of_site(url, "https://www.example.com/start") is expected


@pytest.mark.parametrize(
    ("start_url", "name"),
    [
        ("https://www.example.com/shop/", "example.com"),
        ("https://example.com:443/", "example.com"),
        ("http://example.com:443/", "example.com:443"),
        ("http://127.0.0.1:81/", "127.0.0.1:81"),
        ("http://[::1]:8080/", "[::1]:8080"),
        (f"http://{'a.' * 126}a:8080/", f"{'a.' * 126}a"),
    ],
)
def test_the_name_of_a_site(start_url: str, name: str) -> None:
    assert site_name(start_url) == name


def test_a_port_of_its_own_belongs_to_the_site() -> None:
    assert is_of_site("http://127.0.0.1:81/x", "http://127.0.0.1:81")
    assert not is_of_site("http://127.0.0.1:82/x", "http://127.0.0.1:81")
    assert not is_of_site("", "")


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/a.html", "/a.php?img=x.jpg", "/a/v1.2", "/a.jpg/", "/a?x=/b.pdf"),
        *("/wiki/File:Rose.jpg", "/cgi/page.pl", "/profile/john.doe", "/x#y.png"),
    ],
)
def test_what_may_be_a_page(path: str) -> None:
    assert is_page_address(f"https://example.com{path}")


@pytest.mark.parametrize(
    "path",
    [
        *("/a.jpg", "/a.PDF", "/b/c.tar.gz", "/s.css?v=1", "/feed.xml", "/a.woff2#x"),
        *("/a.jpg;v=1", "/data.json"),
    ],
)
def test_what_is_no_page(path: str) -> None:
    assert not is_page_address(f"https://example.com{path}")
    assert web_address(f"https://example.com{path}")


@pytest.mark.parametrize(
    "url",
    [
        *("mailto:a@example.com", "javascript:x()", "https://a:b@example.com/", "/x"),
        *("http://10.0.0.1/", "https://example.com/a b", "https://example.com:81/"),
    ],
)
def test_what_the_gate_refuses(url: str) -> None:
    assert page_address(url) == ""


def test_it_is_as_asked_for() -> None:
    assert page_address("HTTP://127.0.0.1:81/ä#x", LOOPBACK) == (
        "http://127.0.0.1:81/%C3%A4"
    )
