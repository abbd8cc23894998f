"""What is not torn apart: paragraphs, items of a list, rows of a table."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from webapp.domain.page_parts import TextBlock
from webapp.domain.words import count_words

MAX_WORDS = 200
MAX_WORD_CHARACTERS = 20
#: A list is led in by a line that ends so.
COLONS = (":", "：")
CELLS = frozenset({"td", "th"})
ITEMS = frozenset({"li", "dt", "dd"})
SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")


@dataclass(frozen=True, slots=True)
class Unit:
    """A text of at most ``MAX_WORDS``; ``lead`` is the line that leads its list in."""

    text: str
    words: int
    lead: str = ""


def units(blocks: Iterable[TextBlock], links: Container[str] = ()) -> Iterator[Unit]:
    """The units of one section, in page order. A block that is nothing but one of
    ``links`` (texts of links) is left out as a menu's or a teaser's, unless a line
    leads its list in."""
    lead = ""
    for kind, group in groupby(blocks, key=lambda block: kind_of(block.kind)):
        run = [block for block in group if lead or block.text not in links]
        if not run:
            continue
        for text in lines(kind, run):
            for piece in pieces(text):
                if words := size(piece):
                    yield Unit(piece, words, lead)
        last = run[-1].text
        lead = last if kind == "text" and last.endswith(COLONS) else ""


def size(text: str) -> int:
    """Words; what has no spaces for long counts as more than one, so that no passage
    is longer than about 4,000 characters. None where nothing is said."""
    words = count_words(text)
    return max(words, len(text) // MAX_WORD_CHARACTERS) if words else 0


def kind_of(kind: str) -> str:
    if kind in CELLS:
        return "table"
    return "list" if kind in ITEMS else "text"


def lines(kind: str, run: list[TextBlock]) -> list[str]:
    if kind == "table":
        return rows(run)
    if kind == "list" and any(block.kind == "dt" for block in run):
        return entries(run)
    return [block.text for block in run]


def entries(run: list[TextBlock]) -> list[str]:
    """A term and what is said of it are one."""
    found: list[list[str]] = []
    for block in run:
        if block.kind != "dd" or not found:
            found.append([])
        found[-1].append(block.text)
    return [": ".join(parts) for parts in found]


def rows(cells: list[TextBlock]) -> list[str]:
    """A line a row, as far as the cells tell: by a row of headings, or a heading at
    the start of each row. Else the table is one line."""
    number = next((i for i, cell in enumerate(cells) if cell.kind == "td"), 0)
    rest = [cell.text for cell in cells[number:]]
    is_plain = all(cell.kind == "td" for cell in cells[number:])
    if number > 1 and is_plain and len(rest) % number == 0:
        names = [cell.text for cell in cells[:number]]
        return [
            "; ".join(f"{name}: {text}" for name, text in zip(names, row, strict=True))
            for row in (rest[i : i + number] for i in range(0, len(rest), number))
        ]
    found: list[list[str]] = []
    for place, cell in enumerate(cells):
        is_start = cell.kind == "th" and (place == 0 or cells[place - 1].kind == "td")
        if is_start or not found:
            found.append([])
        found[-1].append(cell.text)
    return [" | ".join(row) for row in found]


def pieces(text: str) -> Iterator[str]:
    """A text as it is, or sentence by sentence where it is too long for one passage."""
    if size(text) <= MAX_WORDS:
        yield text
        return
    for sentence in filter(None, SENTENCE_END.split(text)):
        number = -(-size(sentence) // MAX_WORDS)
        yield from even_parts(sentence, number) if number > 1 else [sentence]


def even_parts(text: str, number: int) -> Iterator[str]:
    """A text without sentences, cut at spaces, or anywhere where it has none."""
    step = -(-len(text) // number)
    start = 0
    while start < len(text):
        space = text.find(" ", start + step, start + step + 100)
        end = space if space != -1 else start + step
        yield text[start:end].strip()
        start = end
