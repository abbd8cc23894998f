"""The URL gate: what passes, what is refused, with which code."""

from __future__ import annotations

import ipaddress

import pytest

from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl import canonical_url, check_url, with_scheme

REFUSED = {
    "bad_url": """
        http:///x|http:/\\/x|//x|http:127.0.0.1/|http://1.1.1.1 &@2.2.2.2# @3.3.3.3/
        http://127.1.1.1:80\\@127.2.2.2:80/|http://a.example/\x00|http://a.example/\ud800
        http://a.example/a\rb|http://a.example/a\tb|HTTP:a.example
    """,
    "bad_scheme": """
        file:///etc/passwd|ftp://a.example/|gopher://a.example/|dict://a.example/
        ldap://a.example/|jar:http://a.example!/|data:text/html,x|javascript:alert(1)
        view-source:http://a.example/|ws://a.example/
    """,
    "userinfo": """
        http://user:pw@h.example/|http://a.example@127.0.0.1/|https://@a.example/
        http://a.example:80+&@x:22/
    """,
    "bad_host": """
        http://127.1/|http://127.0.1/|http://0/|http://2130706433/|http://017700000001/
        http://0177.0.0.1/|http://0x7f.1/|http://0x7f000001/|http://0x17f000001/
        http://45080379393/|http://127.000000000.1/|http://192.0x00A80001/
        http://[fe80::1%25eth0]/|http://[v1.x]/|http://[::%evil]/|http://[::1/
        http://localhost/|http://LOCALHOST./|http://x.localhost/|http://metadata/
        http://metadata.google.internal/|http://intranet/|http://a.local/
        http://a.onion/|http://b.i2p/|http://lo㎈host/|http://localhoﬆ/|http://xn--0/
        http://a..b/|http://-a.example/|http://a%40b/|http://a_b.example/
    """,
    "blocked_address": """
        http://127.0.0.1/|http://0.0.0.0/|http://10.0.0.1/|http://172.16.0.1/
        http://192.168.0.1/|http://100.64.0.1/|http://100.100.100.200/
        http://169.254.169.254/|http://169.254.170.2/|http://168.63.129.16/
        http://192.0.0.192/|http://198.18.0.1/|http://192.88.99.1/|http://224.0.0.1/
        http://240.0.0.1/|http://255.255.255.255/|http://①②⑦.⓪.⓪.①/|http://1㉗.0.0.1/
        http://[::]/|http://[::1]/|http://[::ffff:127.0.0.1]/|http://[::ffff:7f00:1]/
        http://[::127.0.0.1]/|http://[::ffff:0:127.0.0.1]/|http://[64:ff9b::7f00:1]/
        http://[64:ff9b:1::1]/|http://[2002:7f00:1::]/|http://[2001:0:7f00:1::]/
        http://[fe80::1]/|http://[fec0::1]/|http://[fc00::1]/|http://[fd00:ec2::254]/
        http://[fd20:ce::254]/|http://[ff02::1]/|http://[3fff::1]/|http://[5f00::1]/
        http://[4000::1]/
    """,
    "bad_port": """
        http://a.example:0/|http://a.example:22/|http://a.example:25/
        http://a.example:6379/|http://a.example:65536/|http://a.example:-1/
        http://a.example:8o/|http://a.example:/|http://1.1.1.1:8080/
    """,
}
CASES = [
    (url, code)
    for code, text in REFUSED.items()
    for line in text.strip(" \n").split("\n")
    for url in line.strip(" ").split("|")
]


@pytest.mark.parametrize(("url", "code"), CASES)
def test_it_refuses(url: str, code: str) -> None:
    with pytest.raises(UrlRefused) as caught:
        canonical_url(url)
    assert caught.value.code == code
    assert caught.value.message.endswith(".")


@pytest.mark.parametrize(
    "url",
    ["", " ", "http://a.example/" + "x" * 2048, "http://a.example/" + "ä" * 350],
)
def test_it_refuses_nothing_and_too_much(url: str) -> None:
    with pytest.raises(UrlRefused):
        check_url(url)


@pytest.mark.parametrize(
    "host", ["a" * 64 + ".example", ".".join(["a" * 60] * 5) + ".example"]
)
def test_it_refuses_long_names(host: str) -> None:
    with pytest.raises(UrlRefused) as caught:
        canonical_url(f"http://{host}/")
    assert caught.value.code == "bad_host"


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("https://example.com:443/a?b#c", "https://example.com/a?b"),
        ("http://example.com:443/", "http://example.com:443/"),
        ("http://ａ.example/", "http://a.example/"),
        ("http://a.example./", "http://a.example./"),
        ("https://münchen.example/ä b".replace(" ", ""), None),
        ("https://example.com/%7Ea", "https://example.com/%7Ea"),
        ("http://8.8.8.8/", "http://8.8.8.8/"),
        ("http://[2606:4700::1]/", "http://[2606:4700::1]/"),
    ],
)
def test_it_gives_one_spelling(raw: str, canonical: str | None) -> None:
    expected = canonical or "https://xn--mnchen-3ya.example/%C3%A4b"
    assert str(canonical_url(raw)) == expected


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("example.com", "https://example.com"),
        (" example.com/a ", "https://example.com/a"),
        ("example.com:443/a", "https://example.com:443/a"),
        ("http://example.com", "http://example.com"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("//example.com", "//example.com"),
        ("", ""),
    ],
)
def test_a_bare_name_gets_https(typed: str, completed: str) -> None:
    assert with_scheme(typed) == completed


ALLOWED = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("fd00::/8"))


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/",
        "http://[fd00::1]:9/",
        "http://localhost:5000/",
        "http://wiki/",
        "http://a.internal:81/",
    ],
)
def test_allowed_networks_open_the_gate(url: str) -> None:
    assert str(canonical_url(url, ALLOWED)) == url


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://10.0.0.1/", "blocked_address"),
        ("http://[::ffff:127.0.0.1]/", "blocked_address"),
        ("http://8.8.8.8:8080/", "bad_port"),
        ("http://a.onion/", "bad_host"),
    ],
)
def test_allowed_networks_open_no_more(url: str, code: str) -> None:
    with pytest.raises(UrlRefused) as caught:
        canonical_url(url, ALLOWED)
    assert caught.value.code == code
