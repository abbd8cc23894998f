"""What is sent as HTML and is none: told by its first bytes, never scored."""

from __future__ import annotations

import dataclasses
import random
import zlib

import pytest

from support.hostile_server import HostileServer, page, send
from webapp.exceptions import FetchFailed
from webapp.pipeline.crawl import FetchPolicy, fetch
from webapp.pipeline.crawl.binary import binary_kind

HTML = "<!doctype html><title>Grüße</title><p>Ελληνικά 日本語 <b>text</b>" * 20
RANDOM = random.Random(7).randbytes(5000)
ESCAPES = HTML.encode("iso2022_jp", "xmlcharrefreplace")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj << /Type /Page",
            "a PDF document",
        ),
        (b"PK\x03\x04" + RANDOM, "a ZIP archive or an office document"),
        (b"\x1f\x8b\x08" + RANDOM, "a gzip file"),
        (b"\x89PNG\r\n\x1a\n" + RANDOM, "a PNG image"),
        (b"\xff\xd8\xff\xe0" + RANDOM, "a JPEG image"),
        (b"GIF89a" + RANDOM, "a GIF image"),
        (RANDOM, "binary data"),
        (RANDOM[:100], "binary data"),
        (zlib.compress(HTML.encode() + RANDOM), "binary data"),
        (b"\0\0\0 ftypisom\0\0\x02\0isomiso2mp41", "binary data"),
        (b"SQLite format 3\0" + b"\0\1\2" * 300, "binary data"),
        (b"MZ\x90" + b"\0" * 100, "binary data"),
    ],
)
def test_binary_data_is_no_page(
    server: HostileServer, policy: FetchPolicy, body: bytes, kind: str
) -> None:
    server.scripts["/"] = send(page(body))
    with pytest.raises(FetchFailed) as caught:
        fetch(server.url, policy)
    assert caught.value.code == "unsupported_type"
    assert caught.value.message == (
        f"The server calls this an HTML page, but what it sent is {kind}."
    )


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (HTML.encode(), "text/html"),
        (b"\xef\xbb\xbf" + HTML.encode(), "text/html; charset=utf-16"),
        (f"\ufeff{HTML}".encode("utf-16-le"), "text/html"),
        (f"\ufeff{HTML}".encode("utf-16-be"), "text/html"),
        (HTML.encode("utf-16-le"), "text/html; charset=UTF-16"),
        (HTML.encode("utf-16-le"), 'text/html; charset="utf-16le"'),
        (HTML.encode("utf-16-be"), "text/html;charset=utf-16be"),
        (HTML.encode(), "text/html; charset=utf-16"),
        (HTML.encode("cp1252", "xmlcharrefreplace"), "text/html"),
        (HTML.encode("cp932", "xmlcharrefreplace"), "text/html"),
        (HTML.encode("gb18030"), "text/html"),
        (ESCAPES, "text/html; charset=iso-2022-jp"),
        (b"<p>a\0b", "text/html"),
        (b"\0<p>a\0b", "text/html"),
        (HTML[:200].encode() + b"\x1b[0m\x07\x08" + HTML.encode(), "text/html"),
        (b" \n", "text/html"),
        (b"", "text/html"),
    ],
)
def test_a_text_is_none(body: bytes, content_type: str) -> None:
    assert binary_kind(body, content_type) == ""


def test_a_page_in_utf_16_comes_whole(
    server: HostileServer, policy: FetchPolicy
) -> None:
    body = f"\ufeff{HTML}".encode("utf-16-le")
    server.scripts["/"] = send(page(body))
    assert fetch(server.url, policy).body == body


def test_an_error_and_a_fetch_of_any_type_are_not_looked_at(
    server: HostileServer, policy: FetchPolicy
) -> None:
    server.scripts["/"] = send(page(RANDOM, status="404 Not Found"))
    assert fetch(server.url, policy).body == RANDOM
    server.scripts["/"] = send(page(RANDOM))
    anything = dataclasses.replace(policy, accepted_types=frozenset())
    assert fetch(server.url, anything).body == RANDOM
