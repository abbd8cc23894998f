"""Whether an answer's head says, in one way only, where its body begins and ends.

Whoever believes the one statement reads another page than who believes the other, so
what is doubtful is refused. https://www.rfc-editor.org/rfc/rfc9112#section-6.3
"""

from __future__ import annotations

import re

from urllib3 import HTTPHeaderDict

from webapp.exceptions import FetchFailed

MAX_BYTES = 65_536
#: More digits are no length that anybody sends.
DIGITS = re.compile(r"[0-9]{1,18}")


def check_head(headers: HTTPHeaderDict) -> None:
    """Raises ``FetchFailed`` bad_response."""
    if sum(len(name) + len(value) for name, value in headers.items()) > MAX_BYTES:
        raise bad("The server's headers are too large.")
    length, coding = headers.get("Content-Length"), headers.get("Transfer-Encoding")
    if length is not None and coding is not None:
        raise bad("The server's answer states its length in two ways.")
    if length is not None and not DIGITS.fullmatch(length.strip(" \t")):
        raise bad("The server's answer states an impossible length.")
    # http.client undoes these chunks alone, and would hand on others as the page.
    if coding is not None and coding.lower() != "chunked":
        raise bad("The server's answer comes in an unknown transfer coding.")


def bad(sentence: str) -> FetchFailed:
    return FetchFailed("bad_response", sentence)
