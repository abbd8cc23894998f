"""The visible text, block by block."""

from __future__ import annotations

from webapp.domain.page_parts import TextBlock
from webapp.pipeline.parse.elements import Element, collapse
from webapp.pipeline.parse.walk import Place

CAP = 20_000


class Blocks:
    """Runs of text between block borders, in page order; empty ones are left out."""

    def __init__(self) -> None:
        self.found: list[TextBlock] = []
        self.parts: list[str] = []
        self.block: Element | None = None
        self.in_main = False

    def take(self, tag: Element, place: Place) -> None:
        """Line breaks divide words as well."""
        if tag.tag == "br":
            self.parts.append(" ")

    def take_text(self, text: str, block: Element | None, place: Place) -> None:
        if block is not self.block or place.in_main != self.in_main:
            self.close()
            self.block, self.in_main = block, place.in_main
        self.parts.append(text)

    def close(self) -> None:
        text = collapse("".join(self.parts))
        self.parts = []
        if text and len(self.found) < CAP:
            kind = "" if self.block is None else str(self.block.tag)
            self.found.append(TextBlock(kind, text, self.in_main))

    def main_text(self) -> str:
        """Of the whole page, so after the walk; a line a block."""
        self.close()
        return "\n".join(block.text for block in self.found if block.in_main)
