"""The URL gate: what may be fetched at all, in one spelling.

It runs when a URL is submitted and again on every redirect. It is narrower than the
URL standard on purpose: a host is a dotted name whose last label begins with a letter,
or an IP literal in its usual spelling; the many other spellings of an address that
parsers and resolvers understand differently are refused.
https://url.spec.whatwg.org/#host-parsing
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote

import idna

from webapp.domain.settings import Network
from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl.addresses import IpAddress, is_inside, is_public

MAX_CHARACTERS = 2048
PORTS = {"http": 80, "https": 443}
WEB_PORTS = frozenset(PORTS.values())
UNREACHABLE_SUFFIXES = ("onion", "i2p")
PRIVATE_SUFFIXES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa")
#: Left as they are in a path or query; the rest is percent-encoded (RFC 3986).
SAFE = "/?:@!$&'()*+,;=-._~%[]|"

FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"^`{}\ud800-\udfff]")
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(.*)", re.DOTALL)
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Url:
    """A URL that passed. ``host`` is ASCII, an IPv6 literal without brackets."""

    scheme: str
    host: str
    port: int
    path_qs: str

    @property
    def address(self) -> IpAddress | None:
        """The address of a literal host, or None for a name."""
        try:
            return ipaddress.ip_address(self.host)
        except ValueError:
            return None

    @property
    def origin(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        is_default = self.port == PORTS[self.scheme]
        return f"{self.scheme}://{host}" + ("" if is_default else f":{self.port}")

    def __str__(self) -> str:
        return self.origin + self.path_qs


def canonical_url(raw: str, allowed_networks: Iterable[Network] = ()) -> Url:
    """Parse and check one URL.

    Raises ``UrlRefused`` with code bad_url, bad_scheme, userinfo, bad_host, bad_port or
    blocked_address (a literal address that is neither public nor allowed).
    """
    allowed = tuple(allowed_networks)
    scheme, rest = split_scheme(raw)
    authority, path_qs = split_authority(rest)
    host_text, port_text = split_port(authority)
    port = parse_port(port_text, scheme, is_any_allowed=bool(allowed))
    host = parse_host(host_text, is_private_allowed=bool(allowed))
    url = Url(scheme, host, port, path_qs)
    check_length(str(url))  # again: percent-encoding makes it longer
    check_literal(url, allowed)
    return url


def check_length(text: str) -> None:
    if not text:
        raise UrlRefused("bad_url", "Enter an address, such as example.com.")
    if len(text) > MAX_CHARACTERS:
        sentence = f"The address is longer than {MAX_CHARACTERS} characters, in which "
        raise UrlRefused("bad_url", sentence + "a letter with an accent counts as six.")


def check_characters(text: str) -> None:
    if FORBIDDEN.search(text):
        sentence = "The address holds a space or another character it may not hold."
        raise UrlRefused("bad_url", sentence)


def split_scheme(raw: str) -> tuple[str, str]:
    check_length(raw)
    match = SCHEME.fullmatch(raw)
    if match and match[1].lower() not in PORTS:
        sentence = "Only addresses that begin with http:// or https:// can be scanned."
        raise UrlRefused("bad_scheme", sentence, is_well_formed=True)
    check_characters(raw)
    if not match or not re.match(r"//[^/]", match[2]):
        sentence = "Enter a full address, such as https://example.com/page."
        raise UrlRefused("bad_url", sentence)
    return match[1].lower(), match[2][2:]


def split_authority(rest: str) -> tuple[str, str]:
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    if "@" in authority:
        sentence = "Leave the user name and password out of the address."
        raise UrlRefused("userinfo", sentence)
    path_qs = rest[len(authority) :].partition("#")[0]
    if not path_qs.startswith("/"):
        path_qs = "/" + path_qs
    return authority, quote(path_qs, safe=SAFE)


def split_port(authority: str) -> tuple[str, str | None]:
    if authority.startswith("["):
        host, bracket, after = authority.partition("]")
        if not bracket or (after and not after.startswith(":")):
            raise bad_host()
        return host + bracket, after[1:] if after else None
    host, colon, port = authority.partition(":")
    return host, port if colon else None


def parse_port(text: str | None, scheme: str, *, is_any_allowed: bool) -> int:
    if text is None:
        return PORTS[scheme]
    if not (re.fullmatch(r"[0-9]{1,5}", text) and 0 < int(text) < 65536):
        raise UrlRefused("bad_port", "A port is a number from 1 to 65535.")
    if not (is_any_allowed or int(text) in WEB_PORTS):
        raise closed_port()
    return int(text)


def parse_host(text: str, *, is_private_allowed: bool) -> str:
    if text.startswith("["):
        return parse_ipv6(text[1:-1])
    ascii_name = to_ascii(text)
    try:
        return str(ipaddress.IPv4Address(ascii_name))
    except ValueError:
        check_name(ascii_name.removesuffix("."), is_private_allowed=is_private_allowed)
        return ascii_name


def parse_ipv6(text: str) -> str:
    try:
        if "%" in text:
            raise bad_host()
        return str(ipaddress.IPv6Address(text))
    except ValueError as error:
        raise bad_host() from error


@lru_cache(maxsize=1024)  # the links of a site lead to the same few hosts
def to_ascii(text: str) -> str:
    """The name in lower-case ASCII (UTS 46, IDNA 2008)."""
    try:
        encoded = idna.encode(text, uts46=True, std3_rules=True)
    except (idna.IDNAError, UnicodeError) as error:
        raise bad_host() from error
    return encoded.decode("ascii").lower()


def check_name(name: str, *, is_private_allowed: bool) -> None:
    labels = name.split(".")
    is_wellformed = len(name) <= 253 and all(map(LABEL.fullmatch, labels))
    if not is_wellformed or not labels[-1][0].isalpha():
        raise bad_host()
    if labels[-1] in UNREACHABLE_SUFFIXES:
        raise bad_host()
    if is_private_name(name) and not is_private_allowed:
        raise bad_host()


def is_private_name(name: str) -> bool:
    """Whether the public internet knows no such name: one label, or a local suffix."""
    return "." not in name or has_suffix(name, PRIVATE_SUFFIXES)


def has_suffix(name: str, suffixes: tuple[str, ...]) -> bool:
    return any(name == suffix or name.endswith("." + suffix) for suffix in suffixes)


def check_literal(url: Url, allowed: tuple[Network, ...]) -> None:
    address = url.address
    if address is None or is_inside(address, allowed):
        return
    if not is_public(address):
        raise blocked()
    if url.port not in WEB_PORTS:
        raise closed_port()


def bad_host() -> UrlRefused:
    sentence = "This host name is not one of the public internet. Check its spelling."
    return UrlRefused("bad_host", sentence)


def closed_port() -> UrlRefused:
    sentence = "Only the ports 80 and 443 can be scanned."
    return UrlRefused("bad_port", sentence, is_well_formed=True)


def blocked() -> UrlRefused:
    sentence = "This address is private or reserved, so it is not scanned."
    return UrlRefused("blocked_address", sentence, is_well_formed=True)
