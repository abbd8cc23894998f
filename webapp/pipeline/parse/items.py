"""Structured data in one shape, whatever syntax it came in."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from webapp.domain.page_parts import JsonLd
from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse.elements import Element
from webapp.pipeline.parse.items_json_ld import json_ld_items
from webapp.pipeline.parse.items_microdata import microdata_items
from webapp.pipeline.parse.items_rdfa import rdfa_items
from webapp.pipeline.parse.items_shape import MAX_ITEMS, Budget


def collect_items(
    root: Element, base: str, json_ld: tuple[JsonLd, ...]
) -> tuple[DataItem, ...]:
    """The top items of JSON-LD, microdata and RDFa, each in page order.

    At most 500 of them with 10,000 values a syntax, 20 levels deep. Where one item
    refers to another of the page by its id, it holds that item.
    """
    return tuple(islice(chain(*readers(root, base, json_ld)), MAX_ITEMS))


def readers(
    root: Element, base: str, json_ld: tuple[JsonLd, ...]
) -> Iterator[Iterator[DataItem]]:
    yield json_ld_items(json_ld, base, Budget())
    if root.xpath("boolean(//*[@itemscope])"):
        yield microdata_items(root, base, Budget())
    if root.xpath("boolean(//*[@typeof])"):
        yield rdfa_items(root, base, Budget())
