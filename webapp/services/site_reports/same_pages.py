"""The pages that two runs have in common, and how one check changed on them."""

from __future__ import annotations

from typing import Any


def parsed(numbers: str) -> Any:
    """An array of what is separated by commas."""
    import numpy  # a web process is up sooner without

    return numpy.fromstring(numbers, dtype=numpy.int64, sep=",")


class SamePages:
    """``pairs`` are the numbers of a page in the older run and in the newer; an array
    has a row for each."""

    def __init__(self, pairs: Any) -> None:
        import numpy

        self.numpy = numpy
        table = numpy.asarray(pairs, dtype=numpy.int64).reshape(-1, 2)
        table = table[numpy.argsort(table[:, 0])]
        self.old = table[:, 0]
        self.order = numpy.argsort(table[:, 1])
        self.new = table[:, 1][self.order]

    def compared(self, was: str, is_now: str) -> dict[str, int]:
        """Of one check, whose failing pages are numbers separated by commas."""
        before, after = parsed(was), parsed(is_now)
        failed = self.marked(self.places(self.old, before))
        fails = self.marked(self.order[self.places(self.new, after)])
        remaining = int((failed & fails).sum())
        return {
            "fixed": int(failed.sum()) - remaining,
            "new": int(fails.sum()) - remaining,
            "remaining": remaining,
            "on_new": len(after) - int(fails.sum()),
            "gone": len(before) - int(failed.sum()),
        }

    def places(self, known: Any, numbers: Any) -> Any:
        """Where they stand among the known ones; those that do not are left out."""
        if not len(known):
            return self.numpy.empty(0, dtype=self.numpy.int64)
        found = self.numpy.searchsorted(known, numbers).clip(max=len(known) - 1)
        return found[known[found] == numbers]

    def marked(self, places: Any) -> Any:
        marks = self.numpy.zeros(len(self.old), dtype=bool)
        marks[places] = True
        return marks
