"""How far an attempt is, written down seldom enough."""

from __future__ import annotations

import time

from webapp.domain.status import Step
from webapp.exceptions import LeaseLost
from webapp.services import outcomes
from webapp.services.leases import Claim
from webapp.services.renewal import Renewal

#: Progress within a step is written at most this often.
PROGRESS_SECONDS = 1.0


class Progress:
    """Writes progress: every new step, else once a second; never back."""

    def __init__(self, claim: Claim, renewal: Renewal) -> None:
        self.claim = claim
        self.renewal = renewal
        self.step: Step | None = None
        self.written_at = 0.0

    def __call__(self, step: Step, progress: int) -> None:
        if self.renewal.is_lost:
            raise LeaseLost
        now = time.monotonic()
        if step == self.step and now - self.written_at < PROGRESS_SECONDS:
            return
        if step != self.step and not self.claim.has_teaser:
            self.claim.trail.begin_step(step)
        outcomes.record_progress(self.claim, step, progress)
        self.step, self.written_at = step, now
