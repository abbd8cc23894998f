"""Text from foreign pages as every database, encoding and JSON reader takes it.

PostgreSQL stores neither NUL nor lone surrogates, and UTF-8 cannot write those; both
come out of JSON escapes and odd encodings. U+FFFD, which decoders use as well, takes
their place.
https://www.postgresql.org/docs/current/datatype-json.html
"""

from __future__ import annotations

import re
from typing import Any

UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(value: Any) -> Any:
    """The same value, of lists, dicts and scalars, with storable strings alone."""
    if isinstance(value, str):
        return UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [storable(item) for item in value]
    return value
