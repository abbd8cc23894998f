"""One page of a list that is shown in numbered pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ListPage:
    """``page`` counts from 1 and never passes ``pages``: an address that was kept leads
    to the last page of a list that became shorter."""

    page: int
    pages: int
    total: int
    size: int

    @classmethod
    def of(cls, total: int, page: int, size: int, most: int | None = None) -> ListPage:
        """In a list of so many rows; ``most`` pages are offered at the utmost."""
        pages = max(1, -(-total // size))
        if most is not None:
            pages = min(pages, most)
        return cls(min(max(1, page), pages), pages, total, size)

    @property
    def begin(self) -> int:
        """How many rows come before this page."""
        return (self.page - 1) * self.size

    def part(self, rows: Any) -> Any:
        return rows[self.begin : self.begin + self.size]
