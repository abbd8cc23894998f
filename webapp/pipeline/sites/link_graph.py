"""PageRank over the internal links of a site: where its own links send visitors.

Brin and Page, https://doi.org/10.1016/S0169-7552(98)00110-X: a visitor follows a link
of the page with probability 0.85, else begins anew anywhere. Scaled so that the average
page has 1.
"""

from __future__ import annotations

from itertools import chain

import numpy as np

from webapp.domain.site_view import SiteView

DAMPING = 0.85
#: Rounds at most, and the change of all ranks together at which to stop.
MOST_ROUNDS, CHANGE = 60, 1e-6


def page_rank(site: SiteView) -> list[float]:
    """One number a page, in their order; nofollow links and links to itself count for
    nothing."""
    size = len(site.pages)
    if not size:
        return []
    followed = [followed_links(site, place) for place in range(size)]
    degrees = np.array([len(links) for links in followed], dtype=np.float64)
    sources = np.repeat(np.arange(size), degrees.astype(np.int64))
    targets = np.fromiter(chain.from_iterable(followed), dtype=np.int64)
    shares = np.divide(1.0, degrees, out=np.zeros(size), where=degrees > 0)
    rank = np.full(size, 1.0 / size)
    for _ in range(MOST_ROUNDS):
        given = np.bincount(targets, (rank * shares)[sources], minlength=size)
        lost = rank[degrees == 0].sum()  # a dead end: the visitor begins anew
        following = (1 - DAMPING) / size + DAMPING * (given + lost / size)
        is_still = np.abs(following - rank).sum() < CHANGE
        rank = following
        if is_still:
            break
    return [round(float(value) * size, 4) for value in rank]


def followed_links(site: SiteView, place: int) -> list[int]:
    page = site.pages[place]
    nofollow = set(page.nofollow_links)
    return [to for to in page.links if to != place and to not in nofollow]
