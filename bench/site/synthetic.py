"""The pages of a site that nobody wrote: what they say, and where they lead."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass

from webapp.domain.page_record import PageRecord
from webapp.pipeline.sites.sketch import SIZE

HOST = "garden.example"
ORIGIN = f"https://{HOST}"
SECTIONS, TEMPLATES, MENU = 50, 8, 10
WORDS = (
    *("soil", "seed", "rain", "leaf", "root", "frost", "shade"),
    *("bloom", "stem", "bud", "moss", "fern", "vine", "herb"),
)


@dataclass(frozen=True)
class Shape:
    """``done``: the share of pages that have ended; the others wait. ``variant`` makes
    another run over the same addresses, with other findings on some of them."""

    pages: int
    links: int
    done: float = 1.0
    variant: int = 0


class Synthetic:
    """The same pages for the same shape. Pages are known by their number from 0."""

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.random = random.Random(7 + shape.variant)  # noqa: S311 (no secret)
        self.sketches = [self.sketch() for _ in range(TEMPLATES)]
        self.last = PageRecord("")

    def sketch(self) -> tuple[int, ...]:
        return tuple(self.random.getrandbits(32) for _ in range(SIZE))

    def is_done(self, number: int) -> bool:
        return number < self.shape.pages * self.shape.done

    def record(self, number: int) -> PageRecord:
        """Of each hundred a few have the title, the text or nearly the text of the page
        before."""
        url, kind = address(number), number % 100
        text_hash, sketch = self.text_of(number)
        self.last = PageRecord(
            final_url=url,
            title=title(number - number % 2 if kind < 6 else number),
            description=f"About {title(number - number % 3 if kind < 6 else number)}.",
            h1=title(number),
            lang="en",
            canonical=canonical(number),
            is_noindex=kind == 55,
            alternates=alternates(number),
            external_links=tuple(
                f"https://www{self.random.randrange(3000)}.example.org/"
                for _ in range(3)
            ),
            word_count=self.random.randrange(60, 3000),
            text_hash=text_hash,
            sketch=sketch,
            template=f"template-{number % TEMPLATES}",
        )
        return self.last

    def text_of(self, number: int) -> tuple[str, tuple[int, ...]]:
        """A fifth is what all pages of a template have in common."""
        own, kind, twin = self.sketch(), number % 100, self.last
        if twin.sketch and kind == 11:
            return twin.text_hash, twin.sketch
        if twin.sketch and kind in (12, 13):
            return secrets.token_hex(32), twin.sketch[:-6] + own[-6:]
        common = self.sketches[number % TEMPLATES][: SIZE // 5]
        return secrets.token_hex(32), common + own[SIZE // 5 :]

    def targets(self, number: int) -> list[int]:
        """The menu, the next page, pages of its section, and any, the first ones more
        than the last."""
        total = self.shape.pages
        most = min(self.shape.links, total)
        found = dict.fromkeys([*range(min(MENU, total)), (number + 1) % total])
        while len(found) < most:
            section = number % SECTIONS + SECTIONS * self.random.randrange(total)
            any_page = int(total * self.random.random() ** 2)
            found[section % total if self.random.random() < 0.6 else any_page] = None
        # The next page is among them, so that nearly all are within reach.
        return list(found)[-most:] if most else []


def address(number: int) -> str:
    if not number:
        return f"{ORIGIN}/"
    section, inner = number % SECTIONS, number // SECTIONS % 20
    return f"{ORIGIN}/section-{section}/part-{inner}/page-{number}.html"


def title(number: int) -> str:
    words = (WORDS[(number // 14**place) % 14] for place in range(4))
    return f"{' '.join(words).capitalize()}, number {number}"


def canonical(number: int) -> str:
    kind = number % 100
    if kind < 90:
        return address(number)
    return address(number - 1) if kind < 92 else ""


def alternates(number: int) -> tuple[tuple[str, str], ...]:
    """One section has pages in other languages, which do not lead back."""
    if number % SECTIONS != 3:
        return ()
    codes = zip(("en", "de", "fr"), range(number, number + 3), strict=True)
    return tuple((code, address(each)) for code, each in codes)
