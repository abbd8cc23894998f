"""A sitemap of what a site scan found to be worth finding.

Pages that answer 200 and may be indexed, each at its own address. ``lastmod`` is left
out: nobody told it, and a wrong one does harm. https://www.sitemaps.org/protocol.html
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from webapp.services.site_reports import export_rows

#: Of one file, by the protocol.
MOST_URLS, MOST_BYTES, LONGEST_URL = 50_000, 50 * 1024 * 1024, 2047
HEAD = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n'
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)
TAIL = b"</urlset>\n"
#: Entries of one piece.
ROWS = 500


def write(site_id: uuid.UUID) -> Iterator[bytes]:
    """In pieces. What the limits of one file leave no room for is left out."""
    piece, size = [HEAD], len(HEAD) + len(TAIL)
    for number, url in enumerate(addresses(site_id)):
        entry = f" <url><loc>{escaped(url)}</loc></url>\n".encode()
        size += len(entry)
        if number >= MOST_URLS or size > MOST_BYTES:
            break
        piece.append(entry)
        if len(piece) > ROWS:
            yield b"".join(piece)
            piece = []
    yield b"".join([*piece, TAIL])


def addresses(site_id: uuid.UUID) -> Iterator[str]:
    """All of one origin, as the protocol wants it: that of most of the pages."""
    origins = Counter(map(origin_of, export_rows.indexable(site_id)))
    if not origins:
        return
    main = origins.most_common(1)[0][0]
    for url in export_rows.indexable(site_id):
        if origin_of(url) == main and len(url) <= LONGEST_URL:
            yield url


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def escaped(url: str) -> str:
    return escape(url, {"'": "&apos;", '"': "&quot;"})
