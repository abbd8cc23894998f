"""What happens without anybody's fault: floods, slow names, forks, cleanup."""

from __future__ import annotations

import time

from sqlalchemy import text

from config import load_settings
from faults.fault import POSTGRESQL, Fault
from faults.load import post
from faults.scene import WORKERS, Scene
from support.stack import wait_for
from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.queues.job import CLEANUP


def flood(scene: Scene) -> None:
    """Five hundred at once for one worker: a clear no beyond the cap, and in order."""
    scene.stack.kill(WORKERS[1])
    said_no = 0
    for number in range(500):
        url = f"{scene.target.url}/quick/flood-{number}"
        answer = post(scene.load.url, {"url": url}, {})
        if answer.status == 202:
            scene.load.note(answer, "quick", has_user=False)
            continue
        assert answer.status == 503, answer
        assert answer.body["error"]["code"] == "queue_full", answer
        assert int(answer.headers["Retry-After"]) > 0, answer
        said_no += 1
    assert said_no, "the cap was never reached"
    scene.notes.append(f"{said_no} of 500 were told to come back")
    wait_for(lambda: scene.count_open() == 0, "the flood is over", 120)
    order = [
        row[0]
        for row in scene.query(
            "SELECT url FROM scans WHERE url LIKE '%flood%' ORDER BY started_at",
        )
    ]
    numbers = [int(str(url).rpartition("-")[2]) for url in order]
    assert numbers == sorted(numbers), "not in the order in which they came"
    scene.begin(WORKERS[1])


def ask_hanging_names(scene: Scene) -> None:
    """A name server that never answers: an error code, in bounded time."""
    scene.expected |= {"hanging name": "dns_failure"}
    for number in range(3):
        url = f"http://{number}.hangs.example/"
        assert scene.load.submit("hanging name", url, has_user=False).status == 202
    time.sleep(5)


#: What a driver says whose connection is used by two processes.
SHARED = (
    "lost synchronization",
    "server closed the connection",
    "SSL error",
    "another command is already in progress",
    "unexpected message",
)


def fork_often(scene: Scene) -> None:
    """A horse a job, beside a parent that talks to the database too."""
    scene.load.wait()
    scene.settle(60)
    for name in (*WORKERS, "web", "scheduler"):
        found = [word for word in SHARED if word in scene.stack.log(name)]
        assert not found, f"{name}: {found}"


def clean_up_meanwhile(scene: Scene) -> None:
    """What ended expires at once; rows are deleted under their horses."""
    scene.expected |= dict.fromkeys(("quick", "slow", "busy", "missing"), "gone")
    scene.expected["deleted"] = "deleted"
    settings = load_settings(scene.stack.environ)
    for turn in range(8):
        queues.enqueue(
            settings,
            MAINTENANCE,
            CLEANUP,
            job_id=f"cleanup-{turn}",
            description="cleanup",
        )
        url = f"{scene.target.url}/slow/deleted-{turn}"
        public_id = scene.load.submit("deleted", url, has_user=True).body["id"]
        wait_for(lambda p=public_id: is_running(scene, p), "it runs", 30)
        with scene.engine.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA foreign_keys=ON")
            connection.execute(
                text("DELETE FROM scans WHERE public_id = :id"), {"id": public_id}
            )
        time.sleep(1)


def is_running(scene: Scene, public_id: str) -> bool:
    with scene.engine.connect() as connection:
        status = connection.execute(
            text("SELECT status FROM scans WHERE public_id = :id"), {"id": public_id}
        ).scalar()
    return status == "RUNNING"


FAULTS = (
    Fault(
        "F25",
        "500 submissions at once for one worker, cap 60",
        "503 with Retry-After beyond the cap; first come, first served",
        flood,
        statuses=frozenset({503}),
        environ={"QUEUE_CAP": "60"},
        bound=150,
    ),
    Fault(
        "F27",
        "names whose name server never answers",
        "an error code in 3 s a try, others unharmed",
        ask_hanging_names,
        environ={"SLOW_NAMES": "hangs.example"},
    ),
    Fault(
        "F31",
        "120 forks beside open database connections",
        "no shared connection",
        fork_often,
        POSTGRESQL,
    ),
    Fault(
        "F32",
        "cleanup during scans, rows deleted under their horses",
        "no crash, nothing comes back",
        clean_up_meanwhile,
        environ={"SCAN_JOB_TTL_SECONDS": "1"},
    ),
)
