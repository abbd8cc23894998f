"""From the scans that were begun to the rows of the tables."""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from bench.fairness.load import BULK, FEW, MANY, VISITORS
from bench.fairness.simulation import Begun

GROUPS = (MANY, FEW, VISITORS, BULK)
FIRST = f"{FEW}: the first page"


def waits(begun: Sequence[Begun]) -> dict[str, list[float]]:
    """Seconds by group, in ascending order."""
    found: dict[str, list[float]] = defaultdict(list)
    for each in begun:
        found[each.sent.group].append(each.wait)
        if each.sent.group == FEW and each.sent.is_first:
            found[FIRST].append(each.wait)
    return {group: sorted(seconds) for group, seconds in found.items()}


def late(ordered: Sequence[float]) -> float:
    return ordered[int(0.95 * (len(ordered) - 1))]


def wait_rows(begun: Sequence[Begun], seconds: float) -> Iterator[str]:
    """Median, 95 % and longest wait of each group: seconds, and scans of one worker."""
    found = waits(begun)
    for group in (MANY, FEW, FIRST, VISITORS, BULK):
        ordered = found.get(group)
        if ordered:
            told = (statistics.median(ordered), late(ordered), ordered[-1])
            cells = " | ".join(f"{s:,.1f} ({s / seconds:,.1f})" for s in told)
            yield f"{group} | {len(ordered):,} | {cells}"


def jobs_before(begun: Sequence[Begun]) -> list[list[int]]:
    """For each submission of B, C and D: how many scans of A each worker took between
    it and the take of its first page."""
    taken: dict[str, list[float]] = defaultdict(list)
    for each in sorted(begun, key=lambda each: each.popped_at):
        if each.sent.group == MANY:
            taken[each.worker].append(each.popped_at)
    firsts = (each for each in begun if each.sent.group == FEW and each.sent.is_first)
    return [
        [
            bisect_left(times, each.popped_at) - bisect_left(times, each.sent.at)
            for times in taken.values()
        ]
        for each in firsts
    ]


def shares(begun: Sequence[Begun]) -> dict[str, float]:
    """Of the scans begun while both the first and the last queue had some waiting."""
    ends = [
        max(each.popped_at for each in begun if each.sent.group == group)
        for group in (MANY, BULK)
    ]
    number = Counter(e.sent.group for e in begun if e.popped_at <= min(ends))
    return {group: number[group] / number.total() for group in GROUPS}


def all_done(begun: Sequence[Begun]) -> float:
    """When the last scan began."""
    return max(each.claimed_at for each in begun)
