"""Addresses that every front refuses: (number of the threat list, address, code).

Each is a full address as it is typed. B8 (names) and B12 on (answers) need servers.
"""

from __future__ import annotations

from typing import NamedTuple


class BadUrl(NamedTuple):
    number: str
    url: str
    code: str


def on_hosts(number: str, code: str, text: str) -> list[BadUrl]:
    return [BadUrl(number, f"http://{host}/", code) for host in text.split()]


def whole(number: str, code: str, text: str) -> list[BadUrl]:
    return [BadUrl(number, url, code) for url in text.split()]


LONG_NAME = ".".join(["a" * 60] * 5) + ".example"

BAD_URLS: list[BadUrl] = [
    BadUrl("B1", "http://a.example/" + "x" * 2032, "bad_url"),
    BadUrl("B1", "http://a.example/\x00", "bad_url"),
    BadUrl("B1", "http://a.example/a b", "bad_url"),
    BadUrl("B1", "http://a.example/a\tb", "bad_url"),
    *whole(
        "B2",
        "bad_scheme",
        """file:///etc/passwd ftp://a.example/ gopher://a.example/ dict://a.example/
        ldap://a.example/ jar:http://a.example!/ data:text/html,x javascript:alert(1)
        view-source:http://a.example/ ws://a.example/""",
    ),
    BadUrl("B2", "HTTP:a.example", "bad_url"),
    *whole("B3", "userinfo", "http://user:pw@h/ http://a.example@127.0.0.1/"),
    BadUrl("B3", "http://a%40b/", "bad_host"),
    *on_hosts(
        "B4",
        "bad_host",
        """127.1 127.0.1 0 2130706433 017700000001 0177.0.0.1 0x7f.1 0x7f000001
        0x17f000001 45080379393 127.000000000.1 192.0x00A80001""",
    ),
    *on_hosts("B4", "blocked_address", "127.0.0.1 0.0.0.0"),
    *on_hosts(
        "B5",
        "blocked_address",
        """[::] [::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1]
        [::ffff:0:127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::1] [2002:7f00:1::]
        [2001:0:7f00:1::] [fe80::1] [fec0::1] [fc00::1] [fd00:ec2::254] [fd20:ce::254]
        [ff02::1] [3fff::1] [5f00::1] [4000::1]""",
    ),
    *on_hosts("B5", "bad_host", "[fe80::1%25eth0] [v1.x] [::%evil]"),
    *on_hosts(
        "B6",
        "blocked_address",
        """10.0.0.1 172.16.0.1 192.168.0.1 100.64.0.1 100.100.100.200 169.254.169.254
        169.254.170.2 168.63.129.16 192.0.0.192 198.18.0.1 192.88.99.1 224.0.0.1
        240.0.0.1 255.255.255.255""",
    ),
    *on_hosts(
        "B7",
        "bad_host",
        """localhost LOCALHOST. x.localhost metadata metadata.google.internal intranet
        a.local a.onion""",
    ),
    *on_hosts("B9", "blocked_address", "①②⑦.⓪.⓪.① 1㉗.0.0.1 127\u00ad.0.0.1"),
    *on_hosts("B9", "bad_host", "lo㎈host localhoﬆ local\u00adhost local\u200bhost"),
    *on_hosts("B9", "bad_host", f"xn--0 {'a' * 64}.example {LONG_NAME} a..b -a.b"),
    *whole("B10", "bad_url", r"http://127.1.1.1:80\@127.2.2.2:80/ http:///x http:/\/x"),
    *whole("B10", "bad_url", "//x http:127.0.0.1/"),
    BadUrl("B10", "http://1.1.1.1 &@2.2.2.2# @3.3.3.3/", "bad_url"),
    BadUrl("B10", "http://a.example:80+&@x:22/", "userinfo"),
    *[
        BadUrl("B11", f"http://a.example:{port}/", "bad_port")
        for port in ("0", "22", "25", "6379", "65536", "-1", "8o", "")
    ],
]
