"""Who submits what, and when: the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.domain.queue_names import DEFAULT, HIGH, LOW
from webapp.services import accounts
from webapp.services.actors import Actor
from webapp.services.submissions import MAX_URLS

#: One with many pages; those with a few; visitors; pages of sites, in the last queue.
MANY, FEW, VISITORS, BULK = "A", "B, C, D", "visitors", "bulk"
QUEUES = {MANY: HIGH, FEW: HIGH, VISITORS: DEFAULT, BULK: LOW}
#: B, C and D submit in turn, so many pages each time; one submission for so many of A's
#: pages, so that together they ask for little beside it.
FEWEST, MOST, PAGES_EACH = 1, 5, 75
#: Of all that the workers can do, visitors ask for so much.
VISITORS_SHARE = 0.05
#: The small ones come in this part of the time that everything takes.
PART = 0.7


@dataclass(frozen=True)
class Arrival:
    """A submission; ``at`` in seconds since the beginning."""

    at: float
    group: str
    actor: Actor
    urls: list[str]


def arrivals(
    scans: int, workers: int, seconds: float, seed: int = 1
) -> Iterator[Arrival]:
    """All submissions, group by group: ``scans`` pages of one sender, half as many for
    the last queue, and the small ones who come while these wait."""
    dice = random.Random(seed)  # noqa: S311 (no secret)
    yield from at_once(MANY, scans)
    yield from at_once(BULK, scans // 2)
    # What the first queue's share of the workers takes for A's.
    until = PART * scans * seconds / workers
    yield from few(dice, until, max(3, scans // PAGES_EACH))
    yield from visitors(dice, until, seconds / workers / VISITORS_SHARE)


def at_once(group: str, number: int) -> Iterator[Arrival]:
    actor = user(group)
    for first in range(0, number, MAX_URLS):
        numbers = range(first, min(number, first + MAX_URLS))
        yield Arrival(0, group, actor, [address(group, n) for n in numbers])


def few(dice: random.Random, until: float, rounds: int) -> Iterator[Arrival]:
    actors = [user(name) for name in FEW.split(", ")]
    for place in range(rounds):
        at = until * (place + dice.random()) / rounds
        pages = dice.randint(FEWEST, MOST)
        urls = [address(FEW, MOST * place + n) for n in range(pages)]
        yield Arrival(at, FEW, actors[place % len(actors)], urls)


def visitors(dice: random.Random, until: float, gap: float) -> Iterator[Arrival]:
    """Each from an address of their own, by chance; ``gap`` seconds are the mean."""
    at, number = dice.expovariate(1 / gap), 0
    while at < until:
        actor = Actor(visitor_hash=f"{number:064x}", address_hash=f"{number:064x}")
        yield Arrival(at, VISITORS, actor, [address(VISITORS, number)])
        at, number = at + dice.expovariate(1 / gap), number + 1


def address(group: str, number: int) -> str:
    """On this machine, which counts against no limit."""
    return f"http://127.0.0.1/{group.replace(', ', '')}/{number}"


def user(name: str) -> Actor:
    return Actor(user=accounts.create(f"{name}@example.com", "a long enough password"))
