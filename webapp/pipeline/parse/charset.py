"""Which character set a page is in: byte order mark, header, meta, else a guess.

https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding
https://encoding.spec.whatwg.org/#names-and-labels
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
HEADER = re.compile(r"charset\s*=\s*[\"']?([a-zA-Z0-9_:.\-]{1,40})", re.I)
#: The standard's character sets, by Python's names; the rest of Python's codecs are
#: unknown to browsers, and some break (punycode), or hide markup (UTF-7).
SAME = """
    utf-8 cp866 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8
    iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-roman
    mac-cyrillic cp874 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258
    gbk gb18030 big5 big5hkscs euc_jp iso2022_jp cp932 cp949 utf-16-le utf-16-be
"""
#: What the standard reads others as.
READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gbk",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-16-le",
}
CODECS = {name: name for name in SAME.split()} | READ_AS
#: Labels of the standard that Python has no codec by.
LABELS = {
    "dos-874": "cp874",
    "windows-874": "cp874",
    "csiso88598i": "iso8859-8",
    "iso-8859-8-i": "iso8859-8",
    "logical": "iso8859-8",
    "windows-949": "cp949",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "x-gbk": "gbk",
    "x-x-big5": "big5hkscs",
    "big5": "big5hkscs",
    "x-mac-cyrillic": "mac-cyrillic",
    "x-mac-ukrainian": "mac-cyrillic",
    "x-mac-roman": "mac-roman",
    "unicode-1-1-utf-8": "utf-8",
    "x-unicode20utf8": "utf-8",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-cp1253": "cp1253",
    "x-cp1254": "cp1254",
    "x-cp1255": "cp1255",
    "x-cp1256": "cp1256",
    "x-cp1257": "cp1257",
    "x-cp1258": "cp1258",
}


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
    """Python's name of a character set of the web, or empty where it is none."""
    if label.lower() in LABELS:
        return LABELS[label.lower()]
    try:
        return CODECS.get(codecs.lookup(label).name, "") if label else ""
    except (LookupError, ValueError):
        return ""


def is_valid_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
