"""What a fault of the catalogue is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from faults.scene import Scene

SQLITE = ("sqlite",)
POSTGRESQL = ("postgresql",)
BOTH = ("sqlite", "postgresql")


class NotPossible(Exception):
    """This machine cannot do the harm; the text says what is missing."""


@dataclass(frozen=True)
class Fault:
    """One harm and what it may cause.

    ``inject`` does it while the load goes on, and raises ``AssertionError`` where the
    product answered wrongly meanwhile. ``statuses``: answers to submissions, besides
    202, that it may cause (0: the connection broke). ``bound``: seconds within which
    everything must be at its end once it is over. ``may_stay``: kinds of places where
    jobs may be left, whose scans are at their end all the same.
    """

    id: str
    title: str
    expected: str
    inject: Callable[[Scene], None]
    databases: tuple[str, ...] = SQLITE
    statuses: frozenset[int] = frozenset()
    bound: float = 90.0
    may_stay: frozenset[str] = frozenset()
    environ: dict[str, str] = field(default_factory=dict)
    prepare: Callable[[Scene], None] | None = None
