"""What the headings of a page tell about which passage answers a query.

The heading over a passage names what it is about. And each claims what is similar to
it, wherever it stands: what answers another one better is not what a query looks for.
What they claim together is the denominator of an inverted softmax (Smith et al. 2017,
https://arxiv.org/abs/1702.03859), and they are a bank of other queries as in querybank
normalisation (Bogolin et al. 2022, https://arxiv.org/abs/2112.12777).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from webapp.pipeline.passages.passage import Passage

#: How far behind the nearest heading another one still counts, in points of similarity.
TEMPERATURE = 0.15
#: Of a page, as many are told.
MAX_HEADINGS = 100


def claims(similarities: Iterable[Sequence[float]], count: int) -> list[float]:
    """A value for each of ``count`` passages from how similar it is to each heading (a
    row): about the similarity of the nearest one, and more the more are as near; 0 for
    all where there are no headings."""
    sums = [0.0] * count
    for row in similarities:
        sums = [
            total + math.exp(similarity / TEMPERATURE)
            for total, similarity in zip(sums, row, strict=True)
        ]
    return [TEMPERATURE * math.log(total) if total else 0.0 for total in sums]


def nearest(passages: Iterable[Passage], near: Mapping[str, float]) -> list[float]:
    """How near the nearest heading over each passage is to a query, by how ``near``
    each is; 0 where there is none."""
    return [
        max((near.get(heading, 0.0) for heading in one.path), default=0.0)
        for one in passages
    ]


def headings_of(passages: Iterable[Passage]) -> list[str]:
    """Those over the passages, each once, at most 100."""
    found = dict.fromkeys(heading for one in passages for heading in one.path)
    return list(found)[:MAX_HEADINGS]
