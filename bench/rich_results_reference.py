"""Our readers of microdata and RDFa held against extruct's, example by example."""

from __future__ import annotations

from collections import Counter
from typing import Any

from bench.rich_results import (
    SCHEMA_ORG,
    URL,
    Example,
    Node,
    items_of,
    nodes,
    shape,
)
from webapp.audits.structured_data import every_item
from webapp.domain.page_resources import DataItem


def check_reference(examples: list[Example], shown: int) -> None:
    """Microdata whole; of RDFa the types and the texts, as extruct keeps a graph."""
    for syntax, theirs in (("microdata", their_microdata), ("rdfa", their_rdfa)):
        differ = 0
        chosen = [example for example in examples if syntax in example.sources]
        for example in chosen:
            source = example.sources[syntax]
            ours = [item for item in items_of(source) if item.syntax == syntax]
            left, right = theirs(source, ours)
            if left != right:
                differ += 1
                if differ <= shown:
                    places = f"{list(left - right)[:2]} / {list(right - left)[:2]}"
                    print(f"{example.name}: extruct / ours: {places}"[:300])
        same = len(chosen) - differ
        print(f"{syntax}: {same} of {len(chosen)} as extruct reads them")


def their_microdata(
    source: str, ours: list[DataItem]
) -> tuple[Counter[Node], Counter[Node]]:
    from extruct.w3cmicrodata import MicrodataExtractor

    found = MicrodataExtractor(strict=True).extract(source, base_url=URL)
    theirs = Counter(node for item in found for node in nodes(their_shape(item)))
    return theirs, Counter(node for item in ours for node in nodes(shape(item)))


def their_shape(value: Any) -> Any:
    if not isinstance(value, dict):
        return shape(value)
    kinds = tuple(sorted(SCHEMA_ORG.sub("", kind) for kind in value.get("type", [])))
    held = value.get("properties", {}).items()
    named = ((SCHEMA_ORG.sub("", name), tuple(map(their_shape, v))) for name, v in held)
    return kinds, tuple(sorted(named))


def their_rdfa(
    source: str, ours: list[DataItem]
) -> tuple[Counter[Node], Counter[Node]]:
    from extruct.rdfa import RDFaExtractor

    found = RDFaExtractor().extract(source, base_url=URL)
    typed = {thing["@id"]: thing for thing in found if "@type" in thing}
    theirs: Counter[Node] = Counter()
    for thing in typed.values():
        theirs.update(("type", SCHEMA_ORG.sub("", kind)) for kind in thing["@type"])
        for name, held in thing.items():
            values = [
                v.get("@value", v.get("@id")) for v in held if isinstance(v, dict)
            ]
            theirs.update(said(name, [v for v in values if v not in typed]))
    mine: Counter[Node] = Counter()
    for item in every_item(ours):
        mine.update(("type", kind) for kind in item.types)
        for name, held in item.properties.items():
            mine.update(said(name, [v for v in held if isinstance(v, str)]))
    return theirs, mine


def said(name: str, values: list[str]) -> list[Node]:
    """Each value once and without white space, which extruct keeps as in the source;
    nodes without an address are left out."""
    texts = dict.fromkeys("".join(str(shape(value)).split()) for value in values)
    short = SCHEMA_ORG.sub("", name)
    return [(short, text) for text in texts if not text.startswith("_:")]
