"""Lists by cursor: what is read from the query, and how a part of one is answered."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import request, url_for

from webapp.exceptions import Refused
from webapp.services.paging import MOST, USUAL, Slice

T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """``cursor`` is empty for the beginning of the list."""

    cursor: str
    limit: int


def asked() -> Asked:
    """Raises ``Refused`` (bad_limit)."""
    typed = request.args.get("limit", str(USUAL))
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:9]) <= MOST):
        raise Refused("bad_limit", f'"limit" is a number from 1 to {MOST}.')
    return Asked(request.args.get("cursor", ""), int(typed))


def chosen(name: str, values: Collection[str]) -> str:
    """One of these, or empty. Raises ``Refused``."""
    value = request.args.get(name, "")
    if value and value not in values:
        raise Refused(f"bad_{name}", f'"{name}" is one of {", ".join(values)}.')
    return value


def listed(found: Slice[T], as_json: Callable[[T], dict[str, Any]]) -> dict[str, Any]:
    """``next_cursor`` and the link that holds it are null at the end of the list."""
    return {
        "items": [as_json(item) for item in found.items],
        "next_cursor": found.next_cursor or None,
        "links": {"next": link_to(found.next_cursor) if found.next_cursor else None},
    }


def link_to(cursor: str) -> str:
    """The same request from there on."""
    kept = {name: value for name, value in request.args.items() if name != "page"}
    query = urlencode({**kept, "cursor": cursor})
    return f"{url_for(str(request.endpoint), **(request.view_args or {}))}?{query}"
