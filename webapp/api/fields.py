"""The fields of a body, each of the type that it has to have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from webapp.exceptions import Refused
from webapp.services.one_line import one_line

#: Of the name of a field that nobody knows, in a sentence about it.
MAX_SHOWN = 60

Body = Mapping[str, Any]


def text_of(body: Body, name: str, default: str | None = None) -> str:
    if name not in body and default is None:
        raise Refused(f"bad_{name}", f'The field "{name}" is missing.')
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


def flag_of(body: Body, name: str, default: bool = False) -> bool:
    value = body.get(name, default)
    if not isinstance(value, bool):
        sentence = f'The field "{name}" has to be true or false.'
        raise Refused(f"bad_{name}", sentence)
    return value


def choice_of(body: Body, name: str, values: Collection[str], default: str = "") -> str:
    value = body.get(name, default)
    if not isinstance(value, str) or value not in values:
        raise Refused(f"bad_{name}", f'"{name}" is one of {", ".join(values)}.')
    return value


def part_of(body: Body, name: str) -> Body:
    """An object within the body, empty where there is none."""
    value = body.get(name, {})
    if not isinstance(value, dict):
        raise Refused(f"bad_{name}", f'The field "{name}" has to be an object.')
    return value


def check_fields(body: Body, described: Mapping[str, Any], place: str = "here") -> None:
    """Raises ``Refused`` (unknown_field) where there is a field that is not described,
    in an object within the body too."""
    known = described["properties"]
    check_known(body, known, place)
    for name, value in body.items():
        if isinstance(value, dict) and "properties" in known[name]:
            check_fields(value, known[name], f'in "{name}"')


def check_known(body: Body, names: Collection[str], place: str = "here") -> None:
    """Raises ``Refused`` (unknown_field) where there is any other."""
    for name in body:
        if name not in names:
            shown = one_line(name, MAX_SHOWN)
            known = ", ".join(names)
            sentence = f'There is no field "{shown}" {place}; there are {known}.'
            raise Refused("unknown_field", sentence)
