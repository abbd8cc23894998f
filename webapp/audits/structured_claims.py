"""What structured data says that visitors should see, and whether they do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from webapp.audits.schema_org import is_a
from webapp.audits.structured_data import reached, values
from webapp.audits.structured_values import number
from webapp.domain.page_resources import DataItem

MAX_CLAIMS = 100
#: Of a long text, its beginning.
LOOK_CHARACTERS = 120
SHARE = 0.8
NAMES = {
    "Article": "headline",
    "Product": "name",
    "Recipe": "name",
    "Event": "name",
    "JobPosting": "title",
}
TAG = re.compile(r"<[^>]{0,500}>")
WORD = re.compile(r"[^\W_]+")
FIGURE = re.compile(r"\d[\d.,'’\s\u00a0\u202f]{0,20}\d|\d")
NO_DIGIT = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Claim:
    """A text, or a price, that ``path`` of an item holds."""

    text: str
    path: str
    place: str
    price: float | None = None


def claims(items: Iterable[DataItem]) -> list[Claim]:
    """Those of top items: what the page is about, not what it mentions."""
    found: list[Claim] = []
    for item in items:
        found += made_by(item)
        if len(found) >= MAX_CLAIMS:
            break
    return found[:MAX_CLAIMS]


def made_by(item: DataItem) -> Iterator[Claim]:
    for kind, name in NAMES.items():
        if is_a(item.types, kind):
            yield from told(item, name, values(item, name)[:1])
    if is_a(item.types, "Product"):
        price = next(iter(reached(item, "offers.price")), None)
        value = number(price)
        if value:
            yield Claim(str(price), "offers.price", item.place, value)
    if is_a(item.types, "FAQPage"):
        yield from answers(item)


def answers(item: DataItem) -> Iterator[Claim]:
    for question in values(item, "mainEntity"):
        if isinstance(question, DataItem):
            yield from told(question, "name", values(question, "name")[:1])
            given = reached(question, "acceptedAnswer.text")[:1]
            yield from told(question, "acceptedAnswer.text", given)


def told(item: DataItem, path: str, found: list[object]) -> Iterator[Claim]:
    for value in found:
        if isinstance(value, str):
            text = " ".join(TAG.sub(" ", value).split())
            if WORD.search(text):
                yield Claim(text, path, item.place)


class ShownText:
    """The visible text of a page, for questions."""

    def __init__(self, text: str) -> None:
        self.text = folded(text)

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        return frozenset(self.words)

    @cached_property
    def letters(self) -> str:
        return "".join(self.words)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The digits of each number, whatever stands between them."""
        found = FIGURE.findall(self.text)
        parts = [part for figure in found for part in [figure, *figure.split()]]
        return frozenset(NO_DIGIT.sub("", part) for part in parts)

    def has(self, claim: Claim) -> bool:
        if claim.price is not None:
            return not self.figures.isdisjoint(ways_to_write(claim.price))
        words = WORD.findall(folded(claim.text[:LOOK_CHARACTERS]))
        if len(claim.text) > LOOK_CHARACTERS:
            words = words[:-1]
        there = sum(word in self.vocabulary for word in words)
        return "".join(words) in self.letters or there >= SHARE * len(words)


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def ways_to_write(price: float) -> set[str]:
    """``1299.50`` as 129950 and 12995, ``1299`` as 1299 and 129900."""
    whole, _, cents = f"{price:.2f}".partition(".")
    ways = {whole + cents, whole + cents.rstrip("0")}
    return {*ways, f"{price:.3f}".replace(".", "")} if price % 0.01 else ways
