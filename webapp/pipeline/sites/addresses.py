"""The addresses of a site: which are one page, and which may be a page at all."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from w3lib.url import canonicalize_url

from webapp.domain.settings import Network
from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl import canonical_url

DEFAULT_PORT = re.compile(r"(?i:(http://[^/?#]*):80|(https://[^/?#]*):443)(?=[/?#]|$)")
#: What no page has at its end. Addresses of wikis name files that they describe
#: (``/wiki/File:Rose.jpg``), so nothing with a colon counts.
FILE = re.compile(r"/[^/:]*\.(\w{1,8})(?:;[^/]*)?$")
EXTENSIONS = frozenset(
    """
    apng avif bmp eps gif heic ico jpe jpeg jpg png psd svg svgz tif tiff webp
    3gp aac aif aiff avi flac flv m3u8 m4a m4v mid midi mkv mov mp3 mp4 mpeg mpg oga
    ogg ogv opus wav weba webm wma wmv
    csv doc docm docx epub ics key mobi numbers odg odp ods odt pages pdf pps ppt pptx
    ps rtf tex txt vcf xls xlsm xlsx
    7z apk bin bz2 cab deb dmg exe gz img iso jar msi pkg rar rpm tar tgz war xz zip zst
    css eot js json jsonld map mjs otf ttf wasm webmanifest woff woff2
    atom rdf rss xml xsd xsl xslt
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)


def page_key(url: str) -> str:
    """The identity of an address within a site: the same for all its spellings.

    The order of parameters, percent-encoding, the fragment and a usual port make no
    difference. Everything else does: http and https, with and without ``www.``, a
    slash at the end and each parameter, since nothing but the site's answers tells
    whether those are one page.
    """
    text = url.strip()
    with contextlib.suppress(ValueError):  # what is no address is itself
        text = canonicalize_url(DEFAULT_PORT.sub(r"\1\2", text))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_of_site(url: str, start_url: str) -> bool:
    """Whether the host is the start's, ``www.`` aside, and the port as well; the usual
    ports of http and https count as one."""
    place = host_and_port(url)
    return bool(place[0]) and place == host_and_port(start_url)


def site_name(start_url: str) -> str:
    """By what a site is known, at most 253 characters: ``example.com``, or
    ``example.com:8080``."""
    host, port = host_and_port(start_url)
    whole = f"[{host}]" if ":" in host else host
    return (whole if port is None else f"{whole}:{port}")[:253]


def host_and_port(url: str) -> tuple[str, int | None]:
    """The port is None for a usual one; no host where it is no web address."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        return "", None
    if parts.scheme not in ("http", "https"):
        return "", None
    host = (parts.hostname or "").removesuffix(".").removeprefix("www.")
    is_usual = port == (443 if parts.scheme == "https" else 80)
    return host, None if is_usual else port


def web_address(url: str, allowed_networks: Iterable[Network] = ()) -> str:
    """The address as it is asked for, without a fragment; empty where the gate refuses
    it."""
    try:
        return str(canonical_url(url.strip(), allowed_networks))
    except UrlRefused:
        return ""


def page_address(url: str, allowed_networks: Iterable[Network] = ()) -> str:
    """The same for pages alone: empty where the extension says that it is none."""
    address = web_address(url, allowed_networks)
    return "" if is_file(address) else address


def is_page_address(url: str, allowed_networks: Iterable[Network] = ()) -> bool:
    return bool(page_address(url, allowed_networks))


def is_file(address: str) -> bool:
    found = FILE.search(re.split(r"[?#]", address, maxsplit=1)[0])
    return found is not None and found[1].lower() in EXTENSIONS
