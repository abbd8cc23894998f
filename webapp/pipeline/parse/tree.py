"""The tree of a page, no deeper and no larger than what can be read in time.

Many questions to a tree cost its depth, and every tag costs time and memory: a few
kilobytes on the wire can hold a million of them.
"""

from __future__ import annotations

import warnings
from collections import Counter

from bs4 import (
    BeautifulSoup,
    MarkupResemblesLocatorWarning,
    Tag,
    XMLParsedAsHTMLWarning,
)

#: Browsers have such a limit as well (512); pages written by people stay below 50.
MAX_DEPTH = 256
#: Start tags, end tags, comments: a page of 5 MB that people read has fewer.
MAX_MARKS = 200_000


class ShallowSoup(BeautifulSoup):
    """What is too deep stands beside its parent instead of inside, as in browsers."""

    def reset(self) -> None:
        self.too_deep: Counter[str] = Counter()
        super().reset()

    def pushTag(self, tag: Tag) -> None:  # noqa: N802 (the name is bs4's)
        super().pushTag(tag)
        if len(self.tagStack) > MAX_DEPTH:
            self.popTag()
            self.too_deep[tag.name] += 1

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        """The end of one that stands beside closes nothing above it."""
        full = f"{nsprefix}:{name}" if nsprefix else name
        if not self.too_deep[full]:
            super().handle_endtag(name, nsprefix)
            return
        self.too_deep[full] -= 1
        self.endData()


def make_soup(text: str) -> tuple[BeautifulSoup, bool]:
    """The tree, and whether the text goes on past it.

    lxml stops at a NUL; what bs4 remarks on (XML, bare text) is not our concern.
    """
    kept = cut(text.replace("\0", "\ufffd"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        return ShallowSoup(kept, "lxml"), len(kept) < len(text)


def cut(text: str) -> str:
    parts = text.split("<", MAX_MARKS + 1)
    is_over = len(parts) > MAX_MARKS + 1
    return text[: -len(parts[-1]) - 1] if is_over else text
