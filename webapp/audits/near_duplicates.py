"""Texts that are nearly the same, by their MinHash sketches, without comparing all
with all: what is alike has some band of its sketch in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import bool_, uint64
    from numpy.typing import NDArray

VALUES = 128
BANDS, ROWS = 16, 8
#: Two texts of this likeness share none of the bands once in 8,000 times.
LIKENESS = 0.9
#: Of texts that share a band so many are compared with each later one, and of those
#: that are alike so many are told: a site of one text under 50,000 addresses is done
#: in seconds too.
MOST_COMPARED, MOST_TOLD = 32, 4

Pair = tuple[int, int, float]


def near_pairs(sketches: Sequence[Sequence[int]]) -> Iterator[Pair]:
    """Places of two sketches and the estimated likeness of their texts (Jaccard), the
    best of each place; each sketch has ``VALUES`` values."""
    import numpy as np  # late: the web process shows the check and never runs it

    table = np.array(sketches, dtype=np.uint64).reshape(-1, VALUES)
    keys = band_keys(table)
    shared = held_by_several(keys)
    met: dict[int, list[int]] = defaultdict(list)
    for place in np.flatnonzero(shared.any(axis=1)).tolist():
        own = keys[place][shared[place]].tolist()
        others = sorted({other for key in own for other in met[key]})
        if others:
            yield from alike(table, place, others)
        for key in own:
            if len(met[key]) < MOST_COMPARED:
                met[key].append(place)


def band_keys(table: NDArray[uint64]) -> NDArray[uint64]:
    """One number for each band of each sketch, different from band to band."""
    import numpy as np

    odd = np.random.default_rng(1).integers(1, 2**63, VALUES, dtype=np.uint64) * 2 + 1
    mixed = (table * odd).reshape(-1, BANDS, ROWS)
    folded = mixed ^ (mixed >> np.uint64(31))
    number: NDArray[uint64] = (folded * odd.reshape(BANDS, ROWS)).sum(axis=2)
    return number


def held_by_several(keys: NDArray[uint64]) -> NDArray[bool_]:
    import numpy as np

    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    several: NDArray[bool_] = (counts > 1)[inverse].reshape(keys.shape)
    return several


def alike(table: NDArray[uint64], place: int, others: list[int]) -> Iterator[Pair]:
    shares = (table[others] == table[place]).mean(axis=1)
    for at in (-shares).argsort(kind="stable")[:MOST_TOLD].tolist():
        if shares[at] >= LIKENESS:
            yield place, others[at], float(shares[at])
