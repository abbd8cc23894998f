"""One run: start, load, harm, wait, judge."""

from __future__ import annotations

import shutil
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

from faults.checker import Evidence, check
from faults.fault import Fault, NotPossible
from faults.scene import Scene
from support.postgres import Postgres

#: Seconds of load before the harm.
CALM_SECONDS = 2.0


@dataclass(frozen=True)
class Result:
    """How a run went; ``passed`` is None where this machine cannot do the harm."""

    fault: str
    database: str
    title: str
    expected: str
    passed: bool | None
    accepted: int = 0
    lost: int = 0
    run_twice: int = 0
    stored_twice: int = 0
    recovered_seconds: float = 0.0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        return asdict(self)


def run_fault(
    fault: Fault,
    database: str,
    postgres: Postgres | None,
    *,
    scans: int,
    rate: float,
    keep: Path | None = None,
) -> Result:
    """Let the fault happen to a copy of its own. ``keep``: where the logs of a run
    that failed are put."""
    folder = Path(tempfile.mkdtemp(prefix="xf-"))
    own = postgres if database == "postgresql" else None
    scene = Scene(folder / "a", own, fault.environ)
    started = time.monotonic()
    try:
        if fault.prepare:
            fault.prepare(scene)
        result = judge(fault, database, scene, scans, rate, started)
    except NotPossible as error:
        result = Result(
            fault.id, database, fault.title, fault.expected, None, notes=[str(error)]
        )
    finally:
        scene.stop()
        unmount(folder / "a" / "var")
    if keep is not None and result.passed is False:
        shutil.rmtree(keep, ignore_errors=True)
        shutil.copytree(
            folder, keep, ignore=shutil.ignore_patterns("*.sock"), symlinks=True
        )
    shutil.rmtree(folder, ignore_errors=True)
    return result


def judge(
    fault: Fault, database: str, scene: Scene, scans: int, rate: float, started: float
) -> Result:
    scene.may_stay = fault.may_stay
    scene.start(rate)
    scene.load.start(scans)
    time.sleep(CALM_SECONDS)
    problems = []
    try:
        fault.inject(scene)
    except AssertionError as error:
        problems.append(f"while it happened: {error}")
    scene.lifted_at = time.time()
    scene.load.wait()
    scene.settle(fault.bound)
    evidence = scene.evidence(fault.statuses)
    problems += [f"{found.invariant}: {found.text}" for found in check(evidence)]
    return Result(
        fault=fault.id,
        database=database,
        title=fault.title,
        expected=fault.expected,
        passed=not problems,
        accepted=len(evidence.accepted),
        lost=count(problems, "I1", "accepted and not there"),
        run_twice=sum(1 for scan in evidence.scans if scan.attempt > 1),
        stored_twice=count(problems, "stored"),
        recovered_seconds=round(scene.seconds_to_recover(evidence), 1),
        seconds=round(time.monotonic() - started, 1),
        notes=[*scene.notes, *tell_answers(evidence), *problems],
    )


def count(problems: list[str], *signs: str) -> int:
    return sum(1 for problem in problems if any(sign in problem for sign in signs))


def tell_answers(evidence: Evidence) -> list[str]:
    others = {k: n for k, n in sorted(evidence.answers.items()) if k != 202}
    words = {0: "broken connections"}
    told = (f"{n} {words.get(k, f'answers {k}')}" for k, n in others.items())
    return [f"asked again: {', '.join(told)}"] if others else []


def unmount(folder: Path) -> None:
    if folder.is_mount():
        import subprocess

        subprocess.run(["umount", str(folder)], check=True)
