"""The bound of a job's time that no library can take for an error of its own."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from rq.timeouts import JobTimeoutException, UnixSignalDeathPenalty

from webapp.exceptions import JobTimedOut


class FirmTimeout(UnixSignalDeathPenalty):
    """RQ's alarm, with an exception that no ``except Exception`` takes for its own."""

    def __init__(self, timeout: int, exception: Any, **kwargs: Any) -> None:
        if exception is JobTimeoutException:
            exception = JobTimedOut
        super().__init__(timeout, exception, **kwargs)  # type: ignore[no-untyped-call]

    def cancel_death_penalty(self) -> None:
        # The alarm may come in the moment in which the job is done already.
        with suppress(JobTimedOut):
            super().cancel_death_penalty()  # type: ignore[no-untyped-call]
