"""Sitemaps read as data: XML, gzip or text. https://www.sitemaps.org/protocol.html"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from lxml import etree

from webapp.audits.addresses import is_web_address
from webapp.audits.html_answers import is_html
from webapp.domain.site_facts import Answer

MOST_URLS = 50_000
MOST_BYTES = 50 * 1024 * 1024
#: So much of an unpacked file is read; its whole size is counted all the same.
READ_BYTES = 5_000_000
CHUNK = 65_536
GZIP = 16 + zlib.MAX_WBITS
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
ROOTS = {"urlset": "urlset", "sitemapindex": "index", "rss": "feed", "feed": "feed"}
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
TAGS = ("{*}url", "{*}sitemap", *(f"{{*}}{name}" for name in ROOTS))


@dataclass(frozen=True, slots=True)
class SitemapFile:
    """``kind``: ``urlset``, ``index``, ``feed``, ``text``, ``html`` or ``broken``.

    ``entries`` are (loc, lastmod) as written, one more than allowed at most; ``error``
    says why it is broken, ``size`` is in bytes, unpacked. ``is_cut``: not all was read.
    ``is_utf16``: its byte order mark says so.
    """

    kind: str
    entries: tuple[tuple[str, str], ...] = ()
    error: str = ""
    size: int = 0
    is_cut: bool = False
    has_namespace: bool = True
    is_utf16: bool = False


class NotASitemap(Exception):
    """Carries the reason."""


@lru_cache(maxsize=4)
def read_sitemap(answer: Answer) -> SitemapFile:
    """The body by its content, whatever its type and its name say."""
    try:
        body, size = unpacked(answer.body)
    except zlib.error:
        return SitemapFile("broken", error="its gzip is damaged")
    is_cut = answer.is_cut or size > len(body)
    found = read_body(in_utf8(body).lstrip(), is_cut=is_cut)
    is_utf16 = body.startswith(UTF_16)
    return replace(found, size=size, is_cut=is_cut, is_utf16=is_utf16)


def in_utf8(body: bytes) -> bytes:
    """Without a byte order mark; of UTF-16 also without the XML declaration, which
    would be untrue."""
    if not body.startswith(UTF_16):
        return body.removeprefix(codecs.BOM_UTF8)
    return DECLARATION.sub("", body.decode("utf-16", "replace")).encode()


def unpacked(body: bytes) -> tuple[bytes, int]:
    """The first ``READ_BYTES``, and how many there are, counted to ``MOST_BYTES``."""
    if not body.startswith(b"\x1f\x8b"):
        return body, len(body)
    decoder = zlib.decompressobj(GZIP)
    kept, size, rest = b"", 0, body
    while rest and not decoder.eof and size <= MOST_BYTES:
        part = decoder.decompress(rest, CHUNK * 16)
        rest = decoder.unconsumed_tail
        if len(kept) < READ_BYTES:
            kept += part
        size += len(part)
    return kept, size


def read_body(body: bytes, *, is_cut: bool) -> SitemapFile:
    if is_html(body):
        return SitemapFile("html")
    if not body:
        return SitemapFile("broken", error="it is empty")
    if not body.startswith(b"<"):
        return read_text(body)
    try:
        return read_xml(body, is_cut=is_cut)
    except NotASitemap as error:
        return SitemapFile("broken", error=str(error))
    except etree.XMLSyntaxError as error:
        return SitemapFile("broken", error=f"it is no proper XML ({error.msg})")


def read_text(body: bytes) -> SitemapFile:
    lines = body.decode("utf-8", "replace").splitlines()
    named = (line.strip() for line in lines if line.strip())
    found = tuple((line, "") for line in islice(named, MOST_URLS + 1))
    if not is_web_address(found[0][0] if found else ""):
        return SitemapFile("broken", error="it is neither XML nor a list of addresses")
    return SitemapFile("text", found)


def read_xml(body: bytes, *, is_cut: bool) -> SitemapFile:
    kind, namespace = "", ""
    entries: list[tuple[str, str]] = []
    for event, element in events(body, is_cut=is_cut):
        if not kind:
            kind, namespace = check_root(element.getroottree().getroot())
        if event == "end" and local_name(element) in ("url", "sitemap"):
            entries.append(read_entry(element))
            forget(element)
        if len(entries) > MOST_URLS:
            break
    is_usual = kind == "feed" or namespace == NAMESPACE
    return SitemapFile(kind, tuple(entries), has_namespace=is_usual)


def events(body: bytes, *, is_cut: bool) -> Iterator[tuple[str, etree._Element]]:
    """No entity is resolved and nothing is loaded: a sitemap is a stranger's XML."""
    parser = etree.XMLPullParser(
        ("start", "end"),
        tag=TAGS,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    for start in range(0, len(body), CHUNK):
        parser.feed(body[start : start + CHUNK])
        yield from parser.read_events()
    if not is_cut:
        root = parser.close()
        yield from parser.read_events()
        yield "close", root


def check_root(element: etree._Element) -> tuple[str, str]:
    """Its kind and its namespace."""
    name = local_name(element)
    if name not in ROOTS:
        reason = f"its root element is {name[:60]}, not urlset or sitemapindex"
        raise NotASitemap(reason)
    return ROOTS[name], str(element.tag).rpartition("}")[0].removeprefix("{")


def local_name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def read_entry(element: etree._Element) -> tuple[str, str]:
    """An image's ``loc`` lies deeper and has another namespace."""
    texts = {local_name(child): (child.text or "").strip() for child in element}
    return texts.get("loc", ""), texts.get("lastmod", "")


def forget(element: etree._Element) -> None:
    """Free what was read, or the tree would hold the whole file."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
