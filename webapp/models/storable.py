"""Column types for text from foreign pages: what no database takes is replaced."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import JSON, Dialect, String, Text
from sqlalchemy.types import TypeDecorator

from webapp.domain.storable import storable


class StorableString(TypeDecorator[str]):
    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        cleaned: str | None = storable(value)
        return cleaned


class StorableText(StorableString):
    impl = Text
    cache_ok = True


#: How JSON spells a NUL, and half a pair of surrogates (or a whole one, which is well).
SUSPECT = ("\\u0000", "\\ud")


class StorableJson(TypeDecorator[Any]):
    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        # Few reports hold such a sign, and JSON finds it sooner than a walk does.
        text = json.dumps(value)
        return storable(value) if any(sign in text for sign in SUSPECT) else value
