"""JSON-LD blocks: the value, or where and why it cannot be read.

https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents
"""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import Any

from webapp.domain.page_parts import JsonLd
from webapp.pipeline.parse.elements import Element

TYPE = "application/ld+json"
#: Some systems wrap the block in a comment or CDATA; parsers take that off.
WRAPPING = re.compile(r"\A\s*(?:<!--|//?<!\[CDATA\[|<!\[CDATA\[)|(?:-->|\]\]>)\s*\Z")
CAP = 200


def collect_json_ld(root: Element) -> tuple[JsonLd, ...]:
    """Every block of the page, in order."""
    scripts = islice(root.iter("script"), CAP * 10)
    blocks = [script for script in scripts if is_json_ld(script)]
    return tuple(read(script) for script in blocks[:CAP])


def is_json_ld(script: Element) -> bool:
    kind = str(script.get("type") or "")
    return kind.partition(";")[0].strip().lower() == TYPE


def read(script: Element) -> JsonLd:
    raw = script.text or ""
    line = script.sourceline or 0
    duplicates: list[str] = []
    try:
        value = json.loads(WRAPPING.sub("", raw), object_pairs_hook=pairs(duplicates))
    except json.JSONDecodeError as error:
        return JsonLd(
            raw[:2000],
            line,
            error=error.msg,
            error_line=error.lineno,
            error_column=error.colno,
        )
    except RecursionError:
        return JsonLd(raw[:2000], line, error="nested too deeply")
    except ValueError:  # Python reads integers of at most 4300 digits
        return JsonLd(raw[:2000], line, error="a number is too long")
    return JsonLd(raw[:2000], line, value, duplicate_keys=tuple(duplicates[:20]))


def pairs(duplicates: list[str]) -> Any:
    """A hook for the JSON parser that notes keys which occur twice in one object."""

    def hook(entries: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in entries:
            if key in found:
                duplicates.append(key)
            found[key] = value
        return found

    return hook
