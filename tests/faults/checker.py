"""What must hold whatever happened: the invariants, each by its number.

I1  Every scan that was accepted is at an end, the right one, in time.
I2  Exactly one result is stored for it, once, from its highest attempt.
I3  No attempt wrote after another had taken its place, or after the end.
I5  What was accepted is in the database, and no answer was an unexpected one.
I6  Nothing is left over: no job in a list or registry, no process without a parent.
I7  Progress never goes back within an attempt.

I4 (webhooks) and I8 (what a model may cost) have nothing to hold yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from faults.journal import ScanRow, Write
from faults.load import Accepted
from faults.target import ENDS

READY = {True: "FULL_READY", False: "TEASER_READY"}
ERRORS = ("ERROR_VALIDATION", "ERROR_CRAWL", "ERROR_ANALYZE")


@dataclass(frozen=True)
class Evidence:
    """What a run left behind.

    ``expected`` says how scans of a kind end, where it is not the target's word:
    *ready*, an error code, *gone* (some end, and perhaps no row since) or *deleted*
    (no row, at whatever moment). ``statuses`` are the answers that this fault may cause
    besides 202.
    """

    accepted: list[Accepted]
    scans: list[ScanRow]
    writes: list[Write]
    answers: Counter[int] = field(default_factory=Counter)
    statuses: frozenset[int] = frozenset()
    left_over: dict[str, int] = field(default_factory=dict)
    orphans: list[int] = field(default_factory=list)
    refused: int = 0
    expected: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Violation:
    invariant: str
    text: str


def check(evidence: Evidence) -> list[Violation]:
    """Every place where an invariant does not hold; an empty list is what one wants."""
    checks = (
        check_ends(evidence),
        check_results(evidence),
        check_fence(evidence.writes),
        check_answers(evidence),
        check_left_over(evidence),
        check_progress(evidence.writes),
    )
    return [violation for found in checks for violation in found]


def check_ends(evidence: Evidence) -> Iterator[Violation]:
    scans = {scan.public_id: scan for scan in evidence.scans}
    ends = ENDS | evidence.expected
    came_to_an_end = {
        write.public_id
        for write in evidence.writes
        if write.status in (*READY.values(), *ERRORS)
    }
    for accepted in evidence.accepted:
        scan, end = scans.get(accepted.public_id), ends[accepted.kind]
        if scan is None:
            was_read = end == "gone" and accepted.public_id in came_to_an_end
            if not was_read and end != "deleted":
                yield Violation("I5", f"accepted and not there: {accepted}")
        elif not has_ended(scan):
            yield Violation("I1", f"not at its end: {scan}")
        elif end != "gone" and how_it_ended(scan) != end:
            yield Violation("I1", f"ended otherwise than {end}: {scan}")


def has_ended(scan: ScanRow) -> bool:
    return scan.status in (READY[scan.has_user], "CANCELED", *ERRORS)


def how_it_ended(scan: ScanRow) -> str:
    is_ready = scan.status == READY[scan.has_user]
    return "ready" if is_ready else scan.error_code or scan.status


def check_results(evidence: Evidence) -> Iterator[Violation]:
    endings = count_endings(evidence)
    for scan in evidence.scans:
        if scan.status != READY[scan.has_user]:
            continue
        if scan.stored_attempt != scan.attempt:
            yield Violation("I2", f"result of another attempt than the last: {scan}")
        if endings[scan.public_id] != 1:
            yield Violation("I2", f"stored {endings[scan.public_id]} times: {scan}")


def count_endings(evidence: Evidence) -> Counter[str]:
    """How often each scan came to its ready state."""
    wanted = {scan.public_id: READY[scan.has_user] for scan in evidence.scans}
    return Counter(
        write.public_id
        for write in evidence.writes
        if write.what == "scan"
        and write.status == wanted.get(write.public_id)
        and write.status_before != write.status
    )


def check_fence(writes: list[Write]) -> Iterator[Violation]:
    for write in writes:
        if write.what == "report" and write.stored_attempt != write.attempt:
            yield Violation("I3", f"a report by a stale attempt: {write}")
        if write.what == "scan" and write.attempt < write.attempt_before:
            yield Violation("I3", f"the fence went back: {write}")
        if write.what == "scan" and is_after_end(write):
            yield Violation("I3", f"written after the end: {write}")


def is_after_end(write: Write) -> bool:
    """An end is left by a new delivery (a person asked) or a requeue, never else."""
    was_final = write.status_before in ("FULL_READY", "CANCELED", *ERRORS)
    is_asked = write.delivery != write.delivery_before
    is_revived = write.status == "QUEUED" and write.status_before in ERRORS
    return (
        was_final
        and write.status != write.status_before
        and not (is_asked or is_revived)
    )


def check_answers(evidence: Evidence) -> Iterator[Violation]:
    unexpected = set(evidence.answers) - {202} - evidence.statuses
    for status in sorted(unexpected):
        number = evidence.answers[status]
        yield Violation("I5", f"{number} submissions were answered with {status}")
    if evidence.refused:
        yield Violation("I5", f"{evidence.refused} submissions were never taken")


def check_left_over(evidence: Evidence) -> Iterator[Violation]:
    for place, number in evidence.left_over.items():
        if number:
            yield Violation("I6", f"{number} jobs are left in {place}")
    for pid in evidence.orphans:
        yield Violation("I6", f"process {pid} lost its parent and lives on")


def check_progress(writes: list[Write]) -> Iterator[Violation]:
    for write in writes:
        is_same = (
            write.what == "scan"
            and write.attempt == write.attempt_before
            and write.delivery == write.delivery_before
            and write.status != "QUEUED"
        )
        if is_same and write.progress < write.progress_before:
            yield Violation("I7", f"progress went back: {write}")
