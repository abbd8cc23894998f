"""The bytes of a sitemap, unpacked piece by piece: 50 MB of them are never held."""

from __future__ import annotations

import codecs
import re
import zlib
from collections.abc import Iterable, Iterator

MOST_BYTES = 50 * 1024 * 1024
CHUNK = 65_536
GZIP = 16 + zlib.MAX_WBITS
GZIP_MAGIC = b"\x1f\x8b"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")


class Pieces:
    """Gives the body in UTF-8, without a byte order mark and white space before it.

    Gzip and UTF-16 are undone; at most ``most`` unpacked bytes are given. ``size``
    counts them as far as they were asked for, those that are not given to
    ``MOST_BYTES``. Raises ``zlib.error`` for damaged gzip.
    """

    def __init__(self, body: bytes, most: int, *, is_cut: bool) -> None:
        self.body = body
        self.most = most
        self.was_cut = is_cut
        self.size = 0
        self.is_utf16 = False

    @property
    def is_cut(self) -> bool:
        """Known at the end: there is more than was given."""
        return self.was_cut or self.size > self.most

    def __iter__(self) -> Iterator[bytes]:
        is_begun = False
        for piece in self.in_utf8():
            shown = piece if is_begun else piece.lstrip()
            is_begun = is_begun or bool(shown)
            if shown:
                yield shown

    def in_utf8(self) -> Iterator[bytes]:
        pieces = self.counted()
        first = next(pieces, b"")
        self.is_utf16 = first.startswith(UTF_16)
        if self.is_utf16:
            yield from recoded(first, pieces)
            return
        yield first.removeprefix(codecs.BOM_UTF8)
        yield from pieces

    def counted(self) -> Iterator[bytes]:
        is_packed = self.body.startswith(GZIP_MAGIC)
        for piece in unpacked(self.body) if is_packed else sliced(self.body):
            left = self.most - self.size
            self.size += len(piece)
            if left > 0:
                yield piece[:left]
            if self.size > MOST_BYTES:
                return


def sliced(body: bytes) -> Iterator[bytes]:
    for start in range(0, len(body), CHUNK):
        yield body[start : start + CHUNK]


def unpacked(body: bytes) -> Iterator[bytes]:
    """Slice by slice: what a decoder has not read yet it copies each time."""
    decoder = zlib.decompressobj(GZIP)
    for rest in sliced(body):
        while rest and not decoder.eof:
            yield decoder.decompress(rest, CHUNK)
            rest = decoder.unconsumed_tail


def recoded(first: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """UTF-16 in UTF-8, without the XML declaration, which would be untrue."""
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    yield DECLARATION.sub("", decoder.decode(first)).encode()
    for piece in pieces:
        yield decoder.decode(piece).encode()
