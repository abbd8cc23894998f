"""The form of an answer, as JSON Schema for the model and as a check of ours.

Strict mode knows few keywords everywhere, so lengths are checked by us alone.
https://platform.openai.com/docs/guides/structured-outputs
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from webapp.pipeline.generate.shape import EFFORT_ORDER

STRING = {"type": "string"}
STRINGS = {"type": "array", "items": STRING}


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    """An object with exactly these properties."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def answer_schema(audit_ids: Sequence[str]) -> dict[str, Any]:
    """``items`` only where checks fail: an empty enum is none."""
    fields: dict[str, Any] = {"summary": STRING}
    if audit_ids:
        ids = {"type": "string", "enum": list(audit_ids)}
        item = {
            "title": STRING,
            "text": STRING,
            "audits": {"type": "array", "items": ids},
            "effort": {"type": "string", "enum": list(EFFORT_ORDER)},
        }
        fields["items"] = {"type": "array", "items": closed(item)}
    fields["rewrites"] = closed({"title": STRING, "description": STRING})
    fields["questions"] = STRINGS
    fields["topics"] = STRINGS
    return closed(fields)


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value is what the schema says; only for the keywords used above. An
    unknown audit id is let through, since it is dropped later."""
    kind = schema["type"]
    if kind == "string":
        return isinstance(value, str)
    if kind == "array":
        items = schema["items"]
        return isinstance(value, list) and all(fits(item, items) for item in value)
    fields = schema["properties"]
    is_closed = isinstance(value, dict) and value.keys() == fields.keys()
    return is_closed and all(fits(value[name], fields[name]) for name in fields)
