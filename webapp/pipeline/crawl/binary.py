"""Whether a body that is sent as a page is no text at all.

By its first bytes alone: what a server calls HTML and is a PDF would be read as a page
of rubbish, and scored. https://mimesniff.spec.whatwg.org/#binary-data-byte
"""

from __future__ import annotations

import codecs
import re

LOOKED_AT = 1024
#: Of 100 bytes or characters, at most so many are control characters in a text. Random
#: bytes, and so compressed ones, have 11.
MOST_PERCENT = 5
#: A page of a few bytes may hold one by accident.
LEAST_CONTROLS = 3
MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
)
CONTROLS = frozenset({*range(9), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)})
UTF_16_LABEL = re.compile(r"charset\s*=\s*[\"']?\s*utf-?16(be)?", re.I)


def binary_kind(body: bytes, content_type: str) -> str:
    """What it is, such as ``a PDF document``; empty where it may be a text."""
    for magic, kind in MAGIC:
        if body.startswith(magic):
            return kind
    start = body[:LOOKED_AT]
    codec = utf_16(start, content_type)
    units = [ord(char) for char in start.decode(codec or "latin-1", "replace")]
    controls = sum(unit in CONTROLS for unit in units)
    is_many = controls * 100 > len(units) * MOST_PERCENT
    return "binary data" if is_many and controls >= LEAST_CONTROLS else ""


def utf_16(start: bytes, content_type: str) -> str:
    """The codec of a text whose every other byte is NUL, else empty."""
    if start.startswith(codecs.BOM_UTF8):
        return ""
    for bom, codec in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if start.startswith(bom):
            return codec
    label = UTF_16_LABEL.search(content_type)
    if label is None:
        return ""
    return "utf-16-be" if label[1] else "utf-16-le"
