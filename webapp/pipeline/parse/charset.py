"""Which character set a page is in: byte order mark, header, meta, else a guess.

https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
"""

from __future__ import annotations

import codecs
import re

from webapp.domain.fetched_page import FetchedPage
from webapp.domain.page_parts import Charset

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: The standard looks for the declaration in the first 1024 bytes.
PRESCAN_BYTES = 1024
LATE_BYTES = 100_000
META = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.\-]{1,40})", re.I
)
HEADER = re.compile(r"charset\s*=\s*[\"']?([^\s;\"',]{1,40})", re.I)
#: What the standard reads these labels as.
ALIASES = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252"}


def decode(page: FetchedPage) -> tuple[str, Charset]:
    """The text of a body; what does not fit becomes U+FFFD, never an error."""
    header = header_label(page)
    meta = meta_label(page.body[:PRESCAN_BYTES])
    late_meta = "" if meta else meta_label(page.body[:LATE_BYTES])

    def read(name: str, source: str, skip: int = 0) -> tuple[str, Charset]:
        text = page.body[skip:].decode(name, "replace")
        return text, Charset(name, source, header, meta, late_meta, has_bom=bool(skip))

    for bom, name in BOMS:
        if page.body.startswith(bom):
            return read(name, "bom", len(bom))
    labels = {"header": header, "meta": meta, "late meta": late_meta}
    for source, label in labels.items():
        if name := known(label):
            return read(name, source)
    is_utf8 = is_valid_utf8(page.body)
    return read("utf-8", "utf-8") if is_utf8 else read("cp1252", "fallback")


def header_label(page: FetchedPage) -> str:
    match = HEADER.search(page.header("content-type") or "")
    return match[1] if match else ""


def meta_label(start: bytes) -> str:
    match = META.search(start)
    label = match[1].decode("ascii") if match else ""
    # A page that could be scanned for ASCII is not in UTF-16, whatever it says.
    return "utf-8" if label.lower().startswith("utf-16") else label


def known(label: str) -> str:
    """Python's name of a character set, or empty for one that we do not have."""
    label = ALIASES.get(label.lower(), label)
    try:
        name = codecs.lookup(label).name if label else ""
        # Python also has codecs that are no character sets (zip, hex …).
        b"x".decode(name or "utf-8", "replace")
    except (LookupError, ValueError, AttributeError):
        return ""
    return name


def is_valid_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
