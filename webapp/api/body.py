"""How a body is read: JSON, as long as is described, with the fields that are described
and no others."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.exceptions import ClientDisconnected

from webapp.api.described import RequestBody
from webapp.api.fields import check_fields
from webapp.exceptions import Refused

#: Commas and brackets: ten for each of 50,000 addresses. What is made of nothing else
#: takes 25 times its own length in memory, and halts every request while it is read.
MOST_MARKS = 500_000


def json_body(described: RequestBody) -> dict[str, Any]:
    """Raises ``Refused`` with the code of what is wrong."""
    if not request.is_json:
        sentence = "Send JSON, with the header Content-Type: application/json."
        raise Refused("bad_content_type", sentence, status=415)
    check_marks(read(described), described)
    try:
        body = request.get_json(silent=True)
    except RecursionError:  # brackets within brackets, thousands deep
        body = None
    if not isinstance(body, dict):
        sentence = 'Send a JSON object such as {"url": "https://example.com/"}.'
        raise Refused("bad_json", sentence, status=400)
    check_fields(body, described.schema)
    return body


def read(described: RequestBody) -> bytes:
    """The whole body, which ``request`` keeps."""
    promised, most = request.content_length or 0, described.most_bytes
    if promised > most:
        raise too_large(described, described.length)
    # One byte more than may be: of a body in chunks, whose length nobody tells,
    # Werkzeug gives as much as it may read, and says nothing of the rest.
    request.max_content_length = most + 1
    data = request.get_data()
    if len(data) > most:
        raise too_large(described, described.length)
    if len(data) < promised:
        raise ClientDisconnected  # gunicorn does not tell that more was promised
    return data


def check_marks(data: bytes, described: RequestBody) -> None:
    if sum(data.count(mark) for mark in (b",", b"[", b"{")) > MOST_MARKS:
        raise too_large(described, f"{MOST_MARKS:,} commas and brackets")


def too_large(described: RequestBody, most: str) -> Refused:
    sentence = f"A body has at most {most} here; {described.advice}."
    return Refused("request_entity_too_large", sentence, status=413)
