"""Values out of JSON that may hold anything: each is of the type asked for, or gone."""

from __future__ import annotations

import json
import re
from typing import Any

from webapp.domain.storable import storable

#: No figure of Lighthouse's is near it; a broken one shall not fill a page.
LARGEST = 1e9
CONTROLS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")
#: A link in Markdown keeps its words.
LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{1,500}\)")


def parse_object(body: bytes) -> dict[str, Any] | None:
    """The JSON object of a body, or None where it is none."""
    try:
        found = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):  # too long a number, too deep a nest included
        return None
    return found if isinstance(found, dict) else None


def part(value: Any, *names: str) -> dict[str, Any]:
    """The object at the end of this path, an empty one where it leads nowhere."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """A list, empty where it is none."""
    return value if isinstance(value, list) else []


def number(value: Any) -> float | None:
    """A finite number from 0 to ``LARGEST``, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    # Before float(): an int of a thousand digits fits into none. NaN is in no range.
    return float(value) if 0 <= value <= LARGEST else None


def text(value: Any, most: int) -> str:
    """One line of plain, storable text of at most ``most`` bytes in UTF-8."""
    if not isinstance(value, str):
        return ""
    # A body may hold megabytes of one text.
    plain = LINK.sub(r"\1", storable(value[: 4 * most])).replace("`", "")
    line = CONTROLS.sub(" ", plain).strip()
    return line.encode()[:most].decode(errors="ignore").strip()
