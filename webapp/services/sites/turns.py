"""The right to ask a site for more than one thing, given back after each: others wait
for it too."""

from __future__ import annotations

import time
import uuid

from webapp.exceptions import DomainBusy
from webapp.services import politeness

#: For the gap after another request to the site; who has more to wait comes back.
LONGEST_WAIT_SECONDS = 15.0


class Turns:
    """A ``Guest`` of a ``Visit`` that goes on for longer than that to one page."""

    def __init__(self, site_id: uuid.UUID) -> None:
        self.site_id = site_id
        self.turn = politeness.Turn(site_id)

    def enter(self, url: str) -> None:
        """Wait for the site's gap. Raises ``DomainBusy`` where it takes too long."""
        until = time.monotonic() + LONGEST_WAIT_SECONDS
        while True:
            try:
                return self.turn.enter(url)
            except DomainBusy as busy:
                if time.monotonic() + busy.wait > until:
                    raise
                time.sleep(busy.wait)

    def keep(self, url: str, seconds: float) -> None:
        self.turn.keep(url, seconds)

    def pause(self) -> None:
        self.turn.end()
        self.turn = politeness.Turn(self.site_id)
