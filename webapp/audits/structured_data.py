"""Walking items of structured data, and asking them for what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from webapp.audits.schema_org import is_a
from webapp.domain.page_resources import DataItem

#: References let one item stand in several places; a page has fewer than this.
MAX_WALK = 20_000


def every_item(items: Iterable[DataItem]) -> Iterator[DataItem]:
    """Each item and what lies in it, in page order; those with an id once."""
    waiting = list(items)[::-1]
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for _ in range(MAX_WALK):
        if not waiting:
            return
        item = waiting.pop()
        key = (item.syntax, item.id, item.types)
        if item.id and key in seen:
            continue
        seen.add(key)
        yield item
        inside = [value for values in item.properties.values() for value in values]
        waiting += [value for value in reversed(inside) if isinstance(value, DataItem)]


def values(item: DataItem, name: str) -> list[object]:
    """What a property says; blank texts and items without content say nothing."""
    found = item.properties.get(name)
    return [value for value in found if says_something(value)] if found else []


def says_something(value: object) -> bool:
    if isinstance(value, DataItem):
        return bool(value.properties or value.id)
    return not isinstance(value, str) or bool(value.strip())


def reached(item: DataItem, path: str) -> list[object]:
    """The values at the end of a path with dots (``offers.price``)."""
    if "." not in path:
        return values(item, path)
    found: list[object] = [item]
    for name in path.split("."):
        inner = (value for value in found if isinstance(value, DataItem))
        found = [value for holder in inner for value in values(holder, name)]
    return found


def texts(item: DataItem, path: str) -> list[str]:
    """The same as texts; of an item its name, else its address."""
    found: list[str] = []
    for value in reached(item, path):
        if isinstance(value, DataItem):
            named = [name for name in values(value, "name") if isinstance(name, str)]
            found += named[:1] or ([value.id] if value.id else [])
        else:
            found.append(str(value))
    return found


def of_type(items: Iterable[DataItem], *wanted: str) -> list[DataItem]:
    """Those that are of one of these types or of a subtype."""
    return [item for item in items if is_a(item.types, *wanted)]


def label(item: DataItem) -> str:
    """What an item is called in a finding: ``Product "Blue shoe"``."""
    kind = "/".join(item.types) or "item without a type"
    name = next(iter([*texts(item, "name"), *texts(item, "headline")]), "")
    return f'{kind} "{name.strip()[:80]}"' if name else kind
