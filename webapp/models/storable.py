"""Column types for text from foreign pages: what no database takes is replaced.

PostgreSQL stores neither NUL nor lone surrogates, in text or in JSON; both come out of
JSON escapes and odd encodings. U+FFFD, which decoders use as well, takes their place.
https://www.postgresql.org/docs/current/datatype-json.html
"""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import JSON, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

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


class StorableString(TypeDecorator[str]):
    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        cleaned: str | None = storable(value)
        return cleaned


class StorableText(StorableString):
    impl = Text
    cache_ok = True


class StorableJson(TypeDecorator[Any]):
    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return storable(value)
