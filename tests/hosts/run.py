"""One run: load, a cut of each link in turn, wait, judge."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from faults.checker import ERRORS, READY, Evidence, check
from faults.run import count
from hosts import network
from hosts.people import Asked
from hosts.scene import HostedScene

ENDS = (*READY.values(), *ERRORS)
#: After a cut of a minute, half of it is the longest that anything may hang.
RECOVERY_SECONDS = 30.0
#: Who asks while the store is away has an answer within so many seconds.
LONGEST_ANSWER_SECONDS = 10.0
DRAIN_SECONDS = 240.0


@dataclass(frozen=True)
class Plan:
    """Seconds: of load before a cut and after it, and of the cut itself."""

    calm: float
    cut: float
    after: float
    rate: float
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def submissions(self) -> int:
        return int(self.rate * (self.calm + 2 * (self.cut + self.after)))


@dataclass(frozen=True)
class Cut:
    """When a host's link to the store was cut and healed (epoch seconds)."""

    host: str
    at: float
    healed_at: float
    hung: float
    half_open: Counter[str]


@dataclass(frozen=True)
class Told:
    """What people met during a cut, and how soon after it all was well again."""

    host: str
    answers: Counter[int]
    median: float
    slowest: float
    taken_after: float
    ended_after: float
    all_ended_after: float
    hung: float
    half_open: Counter[str]


@dataclass(frozen=True)
class Result:
    kind: str
    cuts: list[Told]
    accepted: int
    lost: int
    run_twice: int
    stored_twice: int
    died: list[str]
    problems: list[str]


def run(kind: str, plan: Plan, keep: Path | None = None) -> Result:
    """``keep``: where the logs are put."""
    folder = Path(tempfile.mkdtemp(prefix="xh-"))
    scene = HostedScene(folder, plan.environ)
    try:
        scene.start(plan.rate)
        cuts = harm(scene, kind, plan)
        result = judge(scene, kind, cuts)
    finally:
        scene.stop()
        if keep is not None:
            keep_logs(folder, keep)
        shutil.rmtree(folder, ignore_errors=True)
    return result


def keep_logs(folder: Path, keep: Path) -> None:
    keep.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.log"):
        shutil.copy(path, keep)


def harm(scene: HostedScene, kind: str, plan: Plan) -> list[Cut]:
    scene.load.start(plan.submissions)
    time.sleep(plan.calm)
    return [cut(scene, host, kind, plan) for host in (network.WORK, network.WEB)]


def cut(scene: HostedScene, host: str, kind: str, plan: Plan) -> Cut:
    at = time.time()
    network.cut(host, kind)
    time.sleep(plan.cut)
    network.heal(host, kind)
    healed_at = time.time()
    hung = scene.seconds_until_gone(scene.horses())
    time.sleep(max(0.0, plan.after - hung))
    return Cut(host, at, healed_at, hung, scene.half_open(host))


def judge(scene: HostedScene, kind: str, cuts: list[Cut]) -> Result:
    scene.load.wait()
    scene.settle(DRAIN_SECONDS)
    evidence = scene.evidence(frozenset({503}))
    told = [tell(cut, evidence, scene.load.asked) for cut in cuts]
    died = scene.died()
    problems = [f"{found.invariant}: {found.text}" for found in check(evidence)]
    problems += [f"{name} died" for name in died]
    problems += [f"{name} hears no command any more" for name in scene.deaf_workers()]
    problems += [text for one in told for text in too_slow(one)]
    return Result(
        kind=kind,
        cuts=told,
        accepted=len(evidence.accepted),
        lost=count(problems, "I1", "accepted and not there"),
        run_twice=sum(1 for scan in evidence.scans if scan.attempt > 1),
        stored_twice=count(problems, "stored"),
        died=died,
        problems=problems,
    )


def tell(cut: Cut, evidence: Evidence, asked: list[Asked]) -> Told:
    """Where the workers were cut off, the first end is that of any scan; where web was,
    it is of a scan that was taken after the cut."""
    during = [one.answer for one in asked if cut.at <= one.at < cut.healed_at]
    before = {one.public_id for one in evidence.accepted if one.at < cut.healed_at}
    later = {one.public_id for one in evidence.accepted} - before
    ends = {
        write.public_id: write.at
        for write in evidence.writes
        if write.what == "scan" and write.status in ENDS
    }
    fresh = before if cut.host == network.WORK else later
    return Told(
        host=cut.host,
        answers=Counter(answer.status for answer in during),
        median=median(answer.seconds for answer in during),
        slowest=max(answer.seconds for answer in during),
        taken_after=first_after(cut, (one.at for one in evidence.accepted)),
        ended_after=first_after(cut, (ends[one] for one in fresh if one in ends)),
        all_ended_after=max(
            [0.0, *(ends[one] - cut.healed_at for one in before if one in ends)]
        ),
        hung=cut.hung,
        half_open=cut.half_open,
    )


def first_after(cut: Cut, moments: Iterable[float]) -> float:
    return min(
        (moment - cut.healed_at for moment in moments if moment >= cut.healed_at),
        default=float("inf"),
    )


def too_slow(told: Told) -> list[str]:
    found = []
    if told.slowest > LONGEST_ANSWER_SECONDS:
        found.append(f"{told.host}: an answer took {told.slowest:.1f} s")
    if max(told.taken_after, told.ended_after) > RECOVERY_SECONDS:
        found.append(
            f"{told.host}: first scan taken {told.taken_after:.1f} s after the cut, "
            f"first one ended {told.ended_after:.1f} s after it"
        )
    if told.hung > RECOVERY_SECONDS:
        found.append(f"{told.host}: a work horse hung for {told.hung:.1f} s after it")
    return found
