"""Pages that harm whoever scans them: given up after four tries, others unharmed."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import text

from faults.fault import Fault
from faults.scene import WORKERS, Scene
from support.stack import wait_for

NUMBER = 2
#: A dead letter's traceback is cut to this many characters.
LONGEST_TRACEBACK = 20_000


def feed(poison: str, code: str) -> Callable[[Scene], None]:
    """Submit poisoned pages; each ends in this error and leaves one dead letter."""

    def inject(scene: Scene) -> None:
        scene.expected[poison] = code
        pids = [scene.pid(name) for name in WORKERS]
        for number in range(NUMBER):
            url = f"{scene.target.url}/poison/{poison}/{number}"
            assert scene.load.submit(poison, url, number % 2 == 0).status == 202
        wait_for(lambda: count_dead_letters(scene) == NUMBER, "the dead letters", 200)
        assert pids == [scene.pid(name) for name in WORKERS]
        for name in WORKERS:
            assert scene.stack.processes[name].poll() is None, scene.stack.log(name)

    return inject


def count_dead_letters(scene: Scene) -> int:
    with scene.engine.connect() as connection:
        lengths = connection.execute(
            text("SELECT length(traceback) FROM dead_letters")
        ).scalars()
        found = list(lengths)
    assert all(0 < length <= LONGEST_TRACEBACK for length in found), found
    return len(found)


FAULTS = (
    Fault(
        "F21",
        "a page that crashes its horse (SIGSEGV)",
        "given up after four tries",
        feed("crash", "worker_lost"),
    ),
    Fault(
        "F22",
        "a page that makes its horse want 10 GB (RLIMIT_AS)",
        "given up after four tries",
        feed("devour", "internal_error"),
    ),
    Fault(
        "F23",
        "a page that keeps its horse in C code for ever",
        "killed after its time-out, given up after four tries",
        feed("loop", "worker_lost"),
        environ={"SCAN_JOB_TIMEOUT": "4"},
        bound=120,
    ),
    Fault(
        "F24",
        "an error of 10 MB with markup, which cannot be pickled",
        "stored cut, given up after four tries",
        feed("raise", "internal_error"),
    ),
)
