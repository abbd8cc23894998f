"""Processes that die, stop, or are doubled."""

from __future__ import annotations

import signal
import time

from sqlalchemy.exc import OperationalError

from faults.fault import BOTH, Fault
from faults.scene import LEASE_SECONDS, WORKERS, Scene, send
from support.faulty import deaths
from support.pids import children, is_alive
from support.stack import wait_for


def kill_horses(scene: Scene, times: int = 10) -> None:
    for turn in range(times):
        send(scene.horse(WORKERS[turn % 2]), signal.SIGKILL)
        time.sleep(1)


def kill_workers(scene: Scene, times: int = 4) -> None:
    for turn in range(times):
        name = WORKERS[turn % 2]
        horse = scene.horse(name)
        scene.stack.kill(name)
        wait_for(lambda pid=horse: not is_alive(pid), "the horse died too", 5)
        time.sleep(1)
        scene.begin(name)
        time.sleep(3)


def kill_all_workers(scene: Scene) -> None:
    for _ in range(2):
        scene.horse()
        for name in WORKERS:
            scene.stack.kill(name)
        time.sleep(5)
        for name in WORKERS:
            scene.begin(name)
        time.sleep(4)


def kill_scheduler(scene: Scene) -> None:
    """And a horse, whose scan nobody takes back until a scheduler is there again."""
    for _ in range(2):
        scene.stack.kill("scheduler")
        send(scene.horse(), signal.SIGKILL)
        time.sleep(4)
        scene.begin("scheduler")
        time.sleep(5)


def wait_for_deaths(scene: Scene) -> None:
    """The fail point that the environment plants kills so many of them."""
    folder = scene.stack.folder / "died"
    wanted = int(scene.stack.environ["FAIL_TIMES"])
    wait_for(lambda: len(deaths(folder)) == wanted, f"{wanted} deaths", 60)


def restart_what_dies(scene: Scene) -> None:
    """The same where it is the worker that dies, which nobody else starts again."""
    folder = scene.stack.folder / "died"
    wanted = int(scene.stack.environ["FAIL_TIMES"])
    deadline = time.monotonic() + 90
    while len(deaths(folder)) < wanted:
        assert time.monotonic() < deadline, "the fail point was not met"
        restart_dead_workers(scene)
        time.sleep(0.2)
    time.sleep(0.5)
    restart_dead_workers(scene)


def restart_dead_workers(scene: Scene) -> None:
    for name in WORKERS:
        if scene.stack.processes[name].poll() is not None:
            scene.begin(name)


def end_workers(scene: Scene) -> None:
    """SIGTERM once: the job is finished; twice: it is given back."""
    for turn in range(4):
        name = WORKERS[turn % 2]
        scene.horse(name)
        process = scene.stack.processes[name]
        process.terminate()
        if turn >= 2:
            time.sleep(1.2)  # RQ takes two within a second for one
            if process.poll() is None:
                process.terminate()
        ended = process.wait(timeout=15)
        # A second signal may meet an interpreter that is closing down already.
        good = (0, -signal.SIGTERM) if turn >= 2 else (0,)
        assert ended in good, f"turn {turn}: ended with {ended}"
        scene.begin(name)
        time.sleep(2)


def freeze_worker(scene: Scene) -> None:
    """A zombie: it wakes up long after its lease and wants to write."""
    for turn in range(2):
        name = WORKERS[turn]
        frozen = [scene.horse(name), *children(scene.pid(name)), scene.pid(name)]
        freeze_between_writes(scene, frozen)
        time.sleep(2 * LEASE_SECONDS + 1)
        for pid in reversed(frozen):
            send(pid, signal.SIGCONT)
        time.sleep(2)


def freeze_between_writes(scene: Scene, pids: list[int]) -> None:
    """On SQLite who sleeps in the middle of a write holds everybody's, as
    docs/reliability.md says; the faults here are about who sleeps otherwise."""
    for _ in range(100):
        for pid in pids:
            send(pid, signal.SIGSTOP)
        if others_may_write(scene):
            return
        for pid in reversed(pids):
            send(pid, signal.SIGCONT)
        time.sleep(0.05)
    raise AssertionError("never frozen between two writes")


def others_may_write(scene: Scene) -> bool:
    if scene.engine.dialect.name != "sqlite":
        return True
    with scene.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 2000")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError:
            return False
        connection.rollback()
    return True


def double_schedulers(scene: Scene, times: int = 2) -> None:
    """Two from the start; the leader sleeps until the other one leads, and then both
    believe to lead."""
    scene.stack.start("faulty scheduler", "scheduler2")
    time.sleep(2)
    names = ("scheduler", "scheduler2")
    for name, other in (names, names[::-1])[:times]:
        led, pid = times_leading(scene, other), scene.pid(name)
        freeze_between_writes(scene, [pid])
        try:
            wait_for(
                lambda other=other, led=led: times_leading(scene, other) > led,
                f"{other} leads",
                60,
            )
        finally:
            send(pid, signal.SIGCONT)


def times_leading(scene: Scene, name: str) -> int:
    return scene.stack.log(name).count("leading as")


FAULTS = (
    Fault("F1", "a work horse is killed, ten times", "tried again", kill_horses, BOTH),
    Fault(
        "F2",
        "a worker is killed, four times",
        "its horse dies with it, the lease runs out, tried again",
        kill_workers,
        BOTH,
    ),
    Fault(
        "F3",
        "all workers are killed, twice, and started 5 s later",
        "done after the start",
        kill_all_workers,
        BOTH,
    ),
    Fault(
        "F4",
        "the scheduler is killed, twice, and a horse while it is away",
        "done after the start",
        kill_scheduler,
        BOTH,
    ),
    Fault(
        "F5",
        "web is killed between COMMIT and enqueue, five times",
        "the reconciler enqueues",
        wait_for_deaths,
        BOTH,
        statuses=frozenset({0}),
        environ={"FAIL_POINTS": "before-enqueue", "FAIL_TIMES": "5"},
    ),
    Fault(
        "F6",
        "web is killed between enqueue and answer, five times",
        "asked again with the same key: the same scan",
        wait_for_deaths,
        BOTH,
        statuses=frozenset({0}),
        environ={"FAIL_POINTS": "after-enqueue", "FAIL_TIMES": "5"},
    ),
    Fault(
        "F7",
        "SIGTERM to a worker at work, once and twice",
        "the job is finished, or given back",
        end_workers,
        BOTH,
    ),
    Fault(
        "F8",
        "a worker and its horse are frozen past their lease, twice",
        "another attempt wins, the sleeper stores nothing",
        freeze_worker,
        BOTH,
        # Who is frozen in the middle of a write holds the whole of SQLite.
        statuses=frozenset({503}),
    ),
    Fault(
        "F19",
        "two schedulers, each frozen past its lead",
        "nothing is stored twice",
        double_schedulers,
        BOTH,
    ),
    Fault(
        "L1",
        "a worker is killed right after a pop, three times",
        "the job is in no list; the reconciler enqueues",
        restart_what_dies,
        environ={"FAIL_POINTS": "after-pop", "FAIL_TIMES": "3"},
    ),
    Fault(
        "L1b",
        "a worker is killed before it forks, three times",
        "the reconciler enqueues",
        restart_what_dies,
        environ={"FAIL_POINTS": "before-fork", "FAIL_TIMES": "3"},
    ),
)
