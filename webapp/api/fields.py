"""The fields of a body, each of the type that it has to have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.exceptions import Refused

Body = Mapping[str, Any]


def text_of(body: Body, name: str, default: str | None = None) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        raise Refused(f"bad_{name}", f'The field "{name}" has to be a text.')
    return value


def texts_of(body: Body, name: str) -> list[str]:
    """Empty where there is none."""
    value = body.get(name, [])
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if not is_list:
        raise Refused(f"bad_{name}", f'"{name}" is a list of texts.')
    return list(value)


def whole_of(body: Body, name: str, default: int) -> int:
    value = body.get(name, default)
    # JSON knows one kind of number alone: 500.0 is whole as well.
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(f"bad_{name}", f'The field "{name}" has to be a whole number.')
    return value


def flag_of(body: Body, name: str) -> bool:
    """False where it is missing."""
    value = body.get(name, False)
    if not isinstance(value, bool):
        sentence = f'The field "{name}" has to be true or false.'
        raise Refused(f"bad_{name}", sentence)
    return value
