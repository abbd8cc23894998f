"""Six faults in their short form; ``make faults`` runs them all, and longer."""

from __future__ import annotations

import dataclasses
from functools import partial

import pytest

from faults import kills, redis_faults
from faults.catalogue import in_order
from faults.fault import Fault
from faults.run import run_fault
from support.postgres import Postgres

#: Long enough that every harm meets scans at work, on a busy machine too.
SCANS, RATE = 20, 2.5
SHORT = {
    "F1": partial(kills.kill_horses, times=3),
    "F2": partial(kills.kill_workers, times=1),
    "F5": kills.wait_for_deaths,
    "F9": partial(redis_faults.kill_redis, times=1),
    "F11": partial(redis_faults.flush, times=1),
    "F19": partial(kills.double_schedulers, times=1),
}
ON_POSTGRESQL = {"F2", "F9", "F19"}


def short_form(fault: Fault) -> Fault:
    environ = {**fault.environ}
    if "FAIL_TIMES" in environ:
        environ["FAIL_TIMES"] = "2"
    return dataclasses.replace(fault, inject=SHORT[fault.id], environ=environ)


@pytest.mark.parametrize(
    "fault", [fault for fault in in_order() if fault.id in SHORT], ids=lambda f: f.id
)
def test_nothing_is_lost(fault: Fault, request: pytest.FixtureRequest) -> None:
    postgres: Postgres | None = None
    if fault.id in ON_POSTGRESQL:
        postgres = request.getfixturevalue("postgres")
    database = "postgresql" if postgres else "sqlite"
    result = run_fault(short_form(fault), database, postgres, scans=SCANS, rate=RATE)
    assert result.passed, "\n".join(result.notes)
    assert result.accepted == SCANS


def test_every_fault_has_a_name_of_its_own() -> None:
    ids = [fault.id for fault in in_order()]
    assert len(set(ids)) == len(ids)
    assert {f"F{n}" for n in range(1, 33)} - set(ids) == {"F26", "F28"}
