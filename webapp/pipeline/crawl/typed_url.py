"""What people type or paste where an address is asked for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from webapp.domain.settings import Network
from webapp.exceptions import UrlRefused
from webapp.pipeline.crawl.url import MAX_CHARACTERS, canonical_url

#: Copied along with an address and seen nowhere: zero-width signs, and those that turn
#: the writing round.
INVISIBLE = "".join(
    map(chr, (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
              *range(0x2060, 0x2070), 0xFEFF))
)  # fmt: skip
SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:(?!\d{1,5}(?:[/?#]|$))")
#: Refusals whose sentence would be a riddle where what is amiss cannot be seen.
RIDDLES = frozenset({"bad_url", "bad_host", "bad_port"})


def with_scheme(raw: str) -> str:
    """``example.com`` becomes ``https://example.com``; what cannot be seen before and
    after it is left out."""
    text = raw.strip(SPACES + INVISIBLE)
    is_whole = not text or SCHEME.match(text) or text[0] in "/\\"
    return text if is_whole else f"https://{text}"


def check_url(raw: str, allowed_networks: Iterable[Network] = ()) -> str:
    """The canonical text of a submitted URL. Raises ``UrlRefused``; no DNS."""
    text = with_scheme(raw)
    try:
        return str(canonical_url(text, allowed_networks))
    except UrlRefused as error:
        char = first_unseen(text)
        if char and error.code in RIDDLES and len(text) <= MAX_CHARACTERS:
            raise unseen(error.code, char) from error
        raise


def first_unseen(text: str) -> str:
    """The first control or format character, else empty."""
    found = (char for char in text if unicodedata.category(char) in ("Cc", "Cf"))
    return next(found, "")


def unseen(code: str, char: str) -> UrlRefused:
    name = unicodedata.name(char, "a control character").lower()
    return UrlRefused(
        code,
        f"The address holds a character that is not seen (U+{ord(char):04X}, {name}). "
        "Type the address anew, without it.",
    )
