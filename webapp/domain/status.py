"""The life of a scan in words: statuses, steps and how far each step is."""

from __future__ import annotations

from enum import StrEnum


class ScanStatus(StrEnum):
    """Where a scan stands. QUEUED → RUNNING → TEASER_READY → FULL_READY."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    TEASER_READY = "TEASER_READY"
    FULL_READY = "FULL_READY"
    ERROR_VALIDATION = "ERROR_VALIDATION"
    ERROR_CRAWL = "ERROR_CRAWL"
    ERROR_ANALYZE = "ERROR_ANALYZE"
    CANCELED = "CANCELED"

    @property
    def is_error(self) -> bool:
        return self in ERRORS


ERRORS = frozenset(
    {ScanStatus.ERROR_VALIDATION, ScanStatus.ERROR_CRAWL, ScanStatus.ERROR_ANALYZE}
)
#: A scan that ended so can be started again.
RETRIABLE = ERRORS | {ScanStatus.CANCELED}


class Step(StrEnum):
    """The four stages of the pipeline, in order."""

    CRAWL = "CRAWL"
    PARSE = "PARSE"
    ANALYZE = "ANALYZE"
    GENERATE = "GENERATE"


def step_error(step: str | None) -> ScanStatus:
    """The error status of a scan that ended in this step."""
    is_crawl = step in (None, Step.CRAWL)
    return ScanStatus.ERROR_CRAWL if is_crawl else ScanStatus.ERROR_ANALYZE


#: Percent shown when a step begins. The teaser stands at 80; the second half of
#: GENERATE goes from there to 100.
PROGRESS_AT_START = {Step.CRAWL: 5, Step.PARSE: 30, Step.ANALYZE: 40, Step.GENERATE: 75}
PROGRESS_AT_TEASER = 80
PROGRESS_AT_END = 100
