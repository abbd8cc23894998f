"""How long the steps take, and who is told of them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from webapp.domain.status import Step

OnProgress = Callable[[Step, int], None]


@dataclass
class Stopwatch:
    """Milliseconds a step took, by the step's name."""

    timings: dict[str, int] = field(default_factory=dict)
    started: float = field(default_factory=time.monotonic)

    def lap(self, step: Step) -> None:
        """All since the last lap was this step."""
        now = time.monotonic()
        spent = round((now - self.started) * 1000)
        self.timings[step] = self.timings.get(step, 0) + spent
        self.started = now
