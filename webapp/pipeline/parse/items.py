"""Structured data in one shape."""

from __future__ import annotations

from webapp.domain.page_parts import JsonLd
from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse.elements import Element


def collect_items(
    root: Element, base: str, json_ld: tuple[JsonLd, ...]
) -> tuple[DataItem, ...]:
    return ()
