"""The score as a sum that a person can follow: what each check weighed and earned."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TypedDict

from webapp.domain.report import AuditEntry


class Deduction(TypedDict):
    """A check that lost some of its weight; ``points`` is what that takes off 100."""

    id: str
    title: str
    weight: float
    earned: float
    points: float


class Totals(TypedDict):
    """Of all checks that were scored. ``percent`` is 100 less ``points``, of which the
    score is the nearest whole number; ``whole``: how many checks lost nothing."""

    whole: int
    whole_weight: float
    possible: float
    earned: float
    points: float
    percent: float


def ledger(entries: Iterable[AuditEntry]) -> tuple[list[Deduction], Totals]:
    """The deductions, most first, and the totals. The figures add up as they stand."""
    earned = [
        (entry, entry["weight"] * entry["score"])
        for entry in entries
        if entry["weight"] and entry["score"] is not None
    ]
    lost = [(entry, got) for entry, got in earned if got < entry["weight"]]
    lost.sort(key=lambda line: line[1] - line[0]["weight"])
    possible = sum(entry["weight"] for entry, _ in earned)
    cents = in_cents([entry["weight"] - got for entry, got in lost], possible)
    deductions = [
        Deduction(
            id=entry["id"],
            title=entry["title"],
            weight=entry["weight"],
            earned=got,
            points=share / 100,
        )
        for (entry, got), share in zip(lost, cents, strict=True)
    ]
    whole_weight = possible - sum(entry["weight"] for entry, _ in lost)
    totals = Totals(
        whole=len(earned) - len(lost),
        whole_weight=whole_weight,
        possible=possible,
        earned=sum(got for _, got in earned),
        points=sum(cents) / 100,
        percent=(10_000 - sum(cents)) / 100 if possible else 0,
    )
    return deductions, totals


def in_cents(lost: list[float], possible: float) -> list[int]:
    """Hundredths of a point for each weight lost. Their sum is rounded up, which leaves
    of the percent two decimals, cut: rounding those gives the same score as rounding
    the exact percent. What cutting each share leaves over goes where it was cut most.
    """
    exact = [10_000 * weight / possible for weight in lost]
    cents = [math.floor(share) for share in exact]
    left = math.ceil(10_000 * sum(lost) / possible) - sum(cents) if lost else 0
    for at in sorted(range(len(lost)), key=lambda at: cents[at] - exact[at])[:left]:
        cents[at] += 1
    return cents
