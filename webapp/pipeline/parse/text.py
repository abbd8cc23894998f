"""The visible text, block by block."""

from __future__ import annotations

from bs4 import Tag

from webapp.domain.page_parts import TextBlock
from webapp.pipeline.parse.elements import Walk, collapse

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main
    nav ol p pre section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905 (a list of words reads better as words)
)
CAP = 20_000


def collect_blocks(walk: Walk) -> tuple[TextBlock, ...]:
    """Runs of text between block borders, in page order; empty ones are left out."""
    found: list[TextBlock] = []
    parts: list[str] = []
    block: Tag | None = None
    in_main = False
    for string, place in walk.strings():
        nearest = nearest_block(string.parent)
        if nearest is not block or place.in_main != in_main:
            close(found, parts, block, in_main=in_main)
            block, in_main, parts = nearest, place.in_main, []
        parts.append(str(string))
        if len(found) >= CAP:
            return tuple(found)
    close(found, parts, block, in_main=in_main)
    return tuple(found)


def close(
    found: list[TextBlock], parts: list[str], block: Tag | None, *, in_main: bool
) -> None:
    text = collapse("".join(parts))
    if text:
        found.append(TextBlock(block.name if block else "", text, in_main))


def nearest_block(tag: Tag | None) -> Tag | None:
    while tag is not None and tag.name not in BLOCKS:
        tag = tag.parent
    return tag
