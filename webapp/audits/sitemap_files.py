"""Sitemaps read as data: XML, gzip or text. https://www.sitemaps.org/protocol.html"""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice

from lxml import etree

from webapp.audits.addresses import is_web_address
from webapp.audits.html_answers import is_html
from webapp.audits.sitemap_bytes import MOST_BYTES, Pieces
from webapp.audits.sitemap_xml import NAMESPACE, NotASitemap, read_entries
from webapp.domain.site_facts import Answer

__all__ = ["MOST_BYTES", "MOST_URLS", "SitemapFile", "read_file", "read_sitemap"]

MOST_URLS = 50_000
#: So much of an unpacked file is read of a page's site; its whole size is counted all
#: the same.
READ_BYTES = 5_000_000
#: No address is longer that can be asked for.
MOST_CHARACTERS = 4096
LINE_ENDS = re.compile(r"[\r\n]+")


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


@lru_cache(maxsize=4)
def read_sitemap(answer: Answer) -> SitemapFile:
    """The body by its content, whatever its type and its name say. The entries of a
    feed are left out: not all of them need be pages of the site."""
    found = read_file(answer.body, most_bytes=READ_BYTES, is_cut=answer.is_cut)
    return replace(found, entries=()) if found.kind == "feed" else found


def read_file(
    body: bytes, *, most_bytes: int = MOST_BYTES, is_cut: bool = False
) -> SitemapFile:
    """The same of any body, to so many unpacked bytes."""
    pieces = Pieces(body, most_bytes, is_cut=is_cut)
    stream = iter(pieces)
    try:
        found = read_pieces(stream, pieces)
        for _ in stream:  # to count them
            pass
    except zlib.error:
        return SitemapFile("broken", error="its gzip is damaged")
    return replace(
        found, size=pieces.size, is_cut=pieces.is_cut, is_utf16=pieces.is_utf16
    )


def read_pieces(stream: Iterator[bytes], pieces: Pieces) -> SitemapFile:
    first = next(stream, b"")
    if is_html(first):
        return SitemapFile("html")
    if not first:
        return SitemapFile("broken", error="it is empty")
    whole = chain([first], stream)
    if not first.startswith(b"<"):
        return read_text(whole)
    try:
        return read_xml(whole, pieces)
    except NotASitemap as error:
        return SitemapFile("broken", error=str(error))
    except etree.XMLSyntaxError as error:
        return SitemapFile("broken", error=f"it is no proper XML ({error.msg})")


def read_text(stream: Iterable[bytes]) -> SitemapFile:
    named = (line.strip() for line in lines_of(stream) if line.strip())
    found = tuple((line, "") for line in islice(named, MOST_URLS + 1))
    if not is_web_address(found[0][0] if found else ""):
        return SitemapFile("broken", error="it is neither XML nor a list of addresses")
    return SitemapFile("text", found)


def lines_of(stream: Iterable[bytes]) -> Iterator[str]:
    """A line that is too long to be an address is cut: it may be all of the file."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    rest = ""
    for piece in stream:
        *lines, rest = LINE_ENDS.split(rest + decoder.decode(piece))
        yield from lines
        rest = rest[:MOST_CHARACTERS]
    yield rest


def read_xml(stream: Iterable[bytes], pieces: Pieces) -> SitemapFile:
    reader = read_entries(stream, pieces, MOST_URLS)
    is_usual = reader.kind == "feed" or reader.namespace == NAMESPACE
    return SitemapFile(reader.kind, tuple(reader.entries), has_namespace=is_usual)
