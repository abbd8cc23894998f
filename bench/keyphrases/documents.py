"""A document with the phrases that people named for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from webapp.pipeline.analyze.source import Source

Half = Literal["dev", "test"]


@dataclass(frozen=True, slots=True)
class Document:
    """``name`` is its set's and its file's; ``gold`` are the phrases people named."""

    name: str
    source: Source
    gold: tuple[str, ...]
    half: Half


def half(name: str) -> Half:
    """What settings were chosen on, and what is left for the figures."""
    return "test" if digest(name) % 2 else "dev"


def digest(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16)


def chosen(documents: Iterable[Document], wanted: Half, limit: int) -> list[Document]:
    """At most ``limit`` of a half: always the same, and any of them."""
    found = [document for document in documents if document.half == wanted]
    return sorted(found, key=lambda document: digest(document.name))[:limit]


def plain(source: Source) -> str:
    """A page for those that read text alone: title, description, main content."""
    parts = (source.title, source.description, source.text)
    return "\n".join(part for part in parts if part)


def packed(source: Source) -> str:
    """A line that another process can read."""
    return json.dumps(asdict(source))


def unpacked(line: str) -> Source:
    """What ``packed`` made."""
    fields: dict[str, Any] = json.loads(line)
    for name, value in fields.items():
        fields[name] = tuple(value) if isinstance(value, list) else value
    return Source(**fields)
