"""Reading a body within bounds, and undoing its gzip ourselves.

A few kilobytes can unpack to gigabytes, so the size after decoding is bounded as well
as the size on the wire; what is over is cut off.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from urllib3 import BaseHTTPResponse

from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl.policy import FetchPolicy

CHUNK = 16_384
GZIP = 16 + zlib.MAX_WBITS
PLAIN = frozenset({"", "identity"})
GZIPPED = frozenset({"gzip", "x-gzip"})


@dataclass(frozen=True, slots=True)
class Body:
    """The decoded bytes, whether they were cut, and how many came over the wire."""

    content: bytes
    is_truncated: bool
    wire_bytes: int


def read_body(response: BaseHTTPResponse, policy: FetchPolicy) -> Body:
    """Raises ``FetchFailed`` bad_encoding; a connection's errors pass through."""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    if encoding in PLAIN:
        return read_plain(response, policy)
    if encoding in GZIPPED:
        return read_gzip(response, policy)
    sentence = "The server sent an encoding that we did not ask for; only gzip is read."
    raise FetchFailed("bad_encoding", sentence)


def read_plain(response: BaseHTTPResponse, policy: FetchPolicy) -> Body:
    limit = min(policy.max_wire_bytes, policy.max_decoded_bytes)
    parts, size = [], 0
    while size <= limit and (chunk := response.read(CHUNK, decode_content=False)):
        parts.append(chunk)
        size += len(chunk)
    content = b"".join(parts)
    return Body(content[:limit], size > limit, size)


def read_gzip(response: BaseHTTPResponse, policy: FetchPolicy) -> Body:
    decoder = zlib.decompressobj(GZIP)
    parts, size, wire = [], 0, 0
    while not decoder.eof and (chunk := response.read(CHUNK, decode_content=False)):
        wire += len(chunk)
        try:
            part = decoder.decompress(chunk, policy.max_decoded_bytes - size + 1)
        except zlib.error as error:
            raise broken() from error
        parts.append(part)
        size += len(part)
        if size > policy.max_decoded_bytes or wire > policy.max_wire_bytes:
            content = b"".join(parts)[: policy.max_decoded_bytes]
            return Body(content, is_truncated=True, wire_bytes=wire)
    if not decoder.eof and wire:
        raise broken()
    return Body(b"".join(parts), is_truncated=False, wire_bytes=wire)


def broken() -> FetchFailed:
    return FetchFailed("bad_encoding", "The server's gzip encoding is broken.")
