"""Every fault that is tried, and every one that is not, with its reason."""

from __future__ import annotations

from faults import daily_life, database_faults, kills, messages, poisons, redis_faults
from faults.fault import Fault

FAULTS: tuple[Fault, ...] = (
    *kills.FAULTS,
    *redis_faults.FAULTS,
    *database_faults.FAULTS,
    *poisons.FAULTS,
    *messages.FAULTS,
    *daily_life.FAULTS,
)

NOT_TRIED = {
    "F26": "tried against stub servers, in tests/pipeline/pagespeed and generate",
    "F28": "tried in tests/services/webhooks and tests/processes/test_webhooks.py",
    "L2": "no RQ scheduler runs inside a worker",
    "L3": "is F9",
    "L5": "is F13",
    "L6, L7": "no job depends on another",
    "L8": "is F4, whose busy pages wait for their next try meanwhile",
    "L9": "no job has a ttl",
    "L10": "is F5 and F6",
    "power cut": "needs a machine that may be switched off",
}


def number(fault: Fault) -> tuple[str, int, str]:
    """F2 before F10, L1 after both."""
    digits = "".join(sign for sign in fault.id if sign.isdigit())
    return fault.id[0], int(digits), fault.id


def in_order() -> list[Fault]:
    return sorted(FAULTS, key=number)
