"""Items of JSON-LD blocks, with references inside the page resolved.

https://www.w3.org/TR/json-ld11/ as far as pages use it: contexts with vocabularies,
prefixes and aliases, ``@graph``, ``@id``, ``@value``, ``@list`` and ``@set``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from webapp.domain.page_parts import JsonLd
from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse.items_json_ld_context import Context, inner
from webapp.pipeline.parse.items_shape import (
    MAX_DEPTH,
    MAX_ITEMS,
    Budget,
    Properties,
    frozen,
    place_of,
    text_value,
)
from webapp.pipeline.parse.urls import resolve

#: Values looked at in search of ``@id``.
MAX_LOOKS = 50_000
MAX_SAME = 5
#: Properties read, those without a value too.
MAX_STEPS = 200_000
MAX_ADDRESS = 2048
CONTAINERS = ("@list", "@set")


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """An object of a block: its keys as keywords and full names, in order."""

    entries: tuple[tuple[str, Any], ...]
    types: tuple[str, ...]
    address: str
    context: Context

    @property
    def is_reference(self) -> bool:
        return bool(self.address) and not self.types and not self.entries


class JsonLdReader:
    """Reads all blocks of a page: an ``@id`` may be explained in another block."""

    def __init__(self, base: str, budget: Budget) -> None:
        self.base = base
        self.budget = budget
        self.steps = MAX_STEPS
        self.known: defaultdict[str, list[Node]] = defaultdict(list)

    def items(self, blocks: tuple[JsonLd, ...]) -> Iterator[DataItem]:
        for block in blocks:
            self.learn(block.value)
        seen: set[tuple[str, tuple[str, ...]]] = set()
        for block in blocks:
            place = place_of("JSON-LD", block.line)
            for node in self.tops(block.value, Context(), 0):
                key = (node.address, node.types)
                if node.is_reference or (node.address and key in seen):
                    continue
                seen.add(key)
                item = self.item(node, self.budget, (), place)
                if item.types or item.properties:
                    yield item

    def learn(self, value: Any) -> None:
        """Note every object with an ``@id`` that says something."""
        waiting = [(value, Context())]
        for _ in range(MAX_LOOKS):
            if not waiting:
                return
            value, context = waiting.pop()
            if isinstance(value, list):
                waiting += [(entry, context) for entry in reversed(value)]
            elif isinstance(value, dict):
                node = self.node(value, context)
                same = self.known[node.address] if node.address else []
                if not node.is_reference and len(same) < MAX_SAME:
                    same.append(node)
                held = [v for v in value.values() if isinstance(v, dict | list)]
                waiting += [(entry, node.context) for entry in reversed(held)]

    def tops(self, value: Any, context: Context, depth: int) -> Iterator[Node]:
        if depth > MAX_DEPTH:
            return
        if isinstance(value, list):
            for entry in value[: MAX_ITEMS * 2]:
                yield from self.tops(entry, context, depth + 1)
        elif isinstance(value, dict):
            node = self.node(value, context)
            if node.types or node.entries:
                yield node
            graph = graph_of(value, node.context)
            yield from self.tops(graph, node.context, depth + 1)

    def node(self, value: dict[str, Any], context: Context) -> Node:
        """An object with its keys read in its own context; keywords are left out."""
        if "@context" in value:
            context = inner(context, value["@context"])
        entries: list[tuple[str, Any]] = []
        types: list[str] = []
        address = ""
        for key, entry in value.items():
            keyword = context.keyword(key)
            if keyword == "@type":
                names = entry if isinstance(entry, list) else [entry]
                types += [context.name(n.strip()) for n in names[:20] if is_text(n)]
            elif keyword == "@id" and is_text(entry):
                address = self.address(entry)
            elif not keyword.startswith("@"):
                entries.append((context.name(key.strip()), entry))
        return Node(tuple(entries), tuple(types), address, context)

    def address(self, given: str) -> str:
        if given.startswith("_:"):
            return given
        return resolve(self.base, given[:MAX_ADDRESS]) or given[:MAX_ADDRESS]

    def item(
        self, node: Node, budget: Budget, path: tuple[str, ...], place: str
    ) -> DataItem:
        """``path`` holds the addresses of the items that this one lies in."""
        path = (*path, node.address)
        properties: Properties = {}
        for source in self.sources(node):
            known = set(properties)
            for name, value in source.entries:
                self.steps -= 1
                if self.steps < 0:
                    break
                if name not in known:
                    found = self.values(value, source.context, budget, path, place)
                    properties.setdefault(name, []).extend(found)
        types = list(node.types)
        item = frozen("json-ld", types, node.address, properties, place)
        return replace(item, context=node.context.text)

    def sources(self, node: Node) -> list[Node]:
        """The object, and others of the page that say more of the same thing."""
        same = self.known.get(node.address, [])
        return [node, *(other for other in same if other.types in (node.types, ()))]

    def values(
        self,
        value: Any,
        context: Context,
        budget: Budget,
        path: tuple[str, ...],
        place: str,
    ) -> Iterator[object]:
        for entry, inside in flat(value, context):
            if not budget.take():
                return
            if isinstance(entry, str):
                yield text_value(entry)
            elif not isinstance(entry, dict):
                yield entry
            elif len(path) < MAX_DEPTH:
                yield self.nested(self.node(entry, inside), budget, path, place)

    def nested(
        self, node: Node, budget: Budget, path: tuple[str, ...], place: str
    ) -> DataItem | str:
        """A reference becomes what it refers to, or stays an address: where the page
        does not explain it, where it leads back, and where many have been followed."""
        if not node.is_reference:
            return self.item(node, budget, path, place)
        meant = self.known.get(node.address)
        if not meant or node.address in path or not budget.linked.take():
            return node.address
        typed = next((other for other in meant if other.types), meant[0])
        return self.item(typed, budget.linked, path, place)


def graph_of(value: dict[str, Any], context: Context) -> Any:
    keys = (key for key in value if context.keyword(key) == "@graph")
    return [value[key] for key in keys]


def flat(value: Any, context: Context) -> Iterator[tuple[Any, Context]]:
    """The values of lists, sets and ``@value`` objects, in order; no null."""
    waiting = [value]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, list):
            waiting += reversed(entry)
            continue
        if isinstance(entry, dict):
            held = next((entry[key] for key in CONTAINERS if key in entry), entry)
            literal = entry.get("@value", held)
            if literal is not entry:
                waiting.append(literal)
                continue
        if entry is not None:
            yield entry, context


def is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def json_ld_items(
    blocks: tuple[JsonLd, ...], base: str, budget: Budget
) -> Iterator[DataItem]:
    """Top items of all blocks in page order: those of ``@graph`` and of lists too."""
    return JsonLdReader(base, budget).items(blocks)
