"""Who measures a page's speed, and the one who never does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from webapp.domain.pagespeed import STRATEGIES, PageSpeed, unmeasured


class PageSpeedProvider(Protocol):
    """Measures a page for a phone and for a desk."""

    def measure(self, url: str) -> PageSpeed:
        """Both strategies, in the order of ``STRATEGIES``.

        A service that fails raises nothing: the strategy has ``unavailable`` then, a
        text that begins with ``not measured:``. A job's time-out (``JobTimedOut``) gets
        through.
        """


@dataclass(frozen=True, slots=True)
class NoPageSpeed:
    """Asks nobody; ``reason`` is what its answer says."""

    reason: str

    def measure(self, url: str) -> PageSpeed:
        """Nothing for either strategy."""
        return nothing("none", self.reason)


def nothing(provider: str, reason: str) -> PageSpeed:
    """No strategy was measured, for one reason."""
    return PageSpeed(provider, tuple(unmeasured(name, reason) for name in STRATEGIES))
