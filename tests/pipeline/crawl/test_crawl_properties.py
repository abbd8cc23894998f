"""What holds for every text: the URL gate and the reading of robots.txt."""

from __future__ import annotations

import ipaddress

from hypothesis import example, given
from hypothesis import strategies as st

from webapp.domain.robots_txt import RobotsTxt
from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl import canonical_url, check_url
from webapp.pipeline.crawl.addresses import is_inside, is_public
from webapp.pipeline.crawl.url import WEB_PORTS, Url

ALLOWED = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("fd00::/8"))

PIECES = st.sampled_from(
    ["http", "https", "file", ":", "//", "/", "\\", "@", "[", "]", "::", "::1", "%",
     "%25", "?", "#", ".", "..", "127", "0x7f", "10.0.0.1", "127.0.0.1", "8.8.8.8",
     "a.example", "localhost", "xn--", "xn--0", "①", "ａ", "\u00ad", "\u202e", " ",
     "\t", "\0", "\ud800", "80", "443", "22", "-", "_", "é", "ß", "a" * 64]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=60)
URLS = TEXTS | TEXTS.map("http://".__add__) | TEXTS.map("https://a.example/".__add__)


def gate(raw: str, networks: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...]):  # type: ignore[no-untyped-def]
    """None where refused; any other exception fails the test."""
    try:
        return canonical_url(raw, networks)
    except UrlRefused as refused:
        hold_refusal(refused)
        return None


def hold_refusal(refused: UrlRefused) -> None:
    assert refused.code
    assert refused.message.endswith(".")


def hold(url: Url) -> None:
    """What is true of a URL that passed."""
    text = str(url)
    assert url.scheme in ("http", "https")
    assert text.isascii()
    assert len(text) <= 2048
    assert not set("@\\ %/?#\r\n\t") & set(url.host)
    assert "@" not in text.split("/")[2]


@given(URLS)
def test_what_passes_is_public_and_stays_as_it_is(raw: str) -> None:
    url = gate(raw, ())
    if url is None:
        return
    hold(url)
    assert url.port in WEB_PORTS
    assert url.address is None or is_public(url.address)
    assert url.address is not None or "." in url.host
    assert canonical_url(str(url)) == url


@given(URLS)
@example("http://127.0.0.1:9/")
def test_with_networks_allowed_literals_are_in_them_or_public(raw: str) -> None:
    url = gate(raw, ALLOWED)
    if url is None:
        return
    hold(url)
    address = url.address
    assert address is None or is_inside(address, ALLOWED) or is_public(address)
    assert canonical_url(str(url), ALLOWED) == url


@given(URLS)
def test_what_is_typed_passes_or_is_refused_with_a_code(raw: str) -> None:
    try:
        checked = check_url(raw)
    except UrlRefused as refused:
        hold_refusal(refused)
        return
    assert check_url(checked) == checked


LINES = st.sampled_from(
    [b"User-agent:", b" *", b"XenlixAI", b"\n", b"Disallow:", b"Allow:", b" /", b"$",
     b"Crawl-delay: ", b"1e999", b"-1", b"nan", b"9" * 400, b"\xff", b"\xef\xbb\xbf",
     b"%", b"%zz", b"Sitemap:", b"http://[", b"#", b"\0", b"\r", b"*" * 20]
)  # fmt: skip


@given(st.binary(max_size=200) | st.lists(LINES, max_size=20).map(b"".join))
@example(b"User-agent: *\nCrawl-delay: nan\n")
@example(b"User-agent: *\nCrawl-delay: -1\n")
def test_any_robots_txt_is_read(body: bytes) -> None:
    text = body.decode("utf-8-sig", "replace")
    robots = RobotsTxt("http://a.example/robots.txt", "found", 200, text, "")
    assert robots.allows("http://a.example/a?b", "XenlixAI/1") in (True, False)
    assert robots.crawl_delay("XenlixAI/1") >= 0
