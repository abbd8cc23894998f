"""The structured data of a page for the report: items as a tree, verdicts beside."""

from __future__ import annotations

from typing import Any

from webapp.audits.rich_result_verdicts import verdicts
from webapp.domain.page_resources import DataItem

MAX_ITEMS = 40
MAX_DEPTH = 8
MAX_VALUES = 20
MAX_CHARACTERS = 300


def structured_data(items: tuple[DataItem, ...]) -> dict[str, Any]:
    """``{"items", "is_cut", "verdicts"}`` as plain JSON, cut to what people read."""
    return {
        "items": [as_json(item, MAX_DEPTH) for item in items[:MAX_ITEMS]],
        "is_cut": len(items) > MAX_ITEMS,
        "verdicts": [
            {
                "feature": verdict.feature.title,
                "source": verdict.feature.source,
                "status": verdict.status,
                "place": verdict.item.place,
                "missing_required": list(verdict.missing_required),
                "missing_recommended": list(verdict.missing_recommended),
                "problems": list(verdict.problems)[:MAX_VALUES],
            }
            for verdict in verdicts(items)[:MAX_ITEMS]
        ],
    }


def as_json(item: DataItem, depth: int) -> dict[str, Any]:
    properties = {
        name[:100]: [value_json(value, depth - 1) for value in values[:MAX_VALUES]]
        for name, values in item.properties.items()
    }
    return {
        "types": list(item.types),
        "syntax": item.syntax,
        "place": item.place,
        "properties": properties if depth else {},
    }


def value_json(value: object, depth: int) -> Any:
    if isinstance(value, DataItem):
        return as_json(value, depth) if depth > 0 else "…"
    return value[:MAX_CHARACTERS] if isinstance(value, str) else value
