"""Valkey that dies, hangs, forgets, is full, or evicts."""

from __future__ import annotations

import json
import shutil
import signal
import time
import urllib.error
import urllib.request
from pathlib import Path

from faults.fault import BOTH, Fault
from faults.scene import Scene, send
from support.stack import wait_for

#: A submission is answered within this many seconds, whatever Redis does.
LONGEST_ANSWER_SECONDS = 3.0


def kill_redis(scene: Scene, times: int = 3) -> None:
    for _ in range(times):
        scene.horse()
        scene.stack.kill("redis")
        time.sleep(1)
        scene.begin("redis")
        scene.wait_for_redis()
        time.sleep(4)


def stop_redis_for_a_minute(scene: Scene) -> None:
    scene.stack.kill("redis", signal.SIGTERM)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        page = urllib.request.urlopen(scene.stack.url + "/", timeout=5)
        assert page.status == 200
        time.sleep(2)
    scene.begin("redis")
    scene.wait_for_redis()
    assert_answers_were_quick(scene)


def assert_answers_were_quick(scene: Scene) -> None:
    slowest = max(answer.seconds for answer in list(scene.load.answers))
    scene.notes.append(f"slowest answer {slowest:.1f} s")
    assert slowest < LONGEST_ANSWER_SECONDS, f"an answer took {slowest:.1f} s"


def flush(scene: Scene, times: int = 3) -> None:
    for _ in range(times):
        scene.horse()
        scene.redis().flushall()
        time.sleep(6)


def lose_data(scene: Scene) -> None:
    """As without persistence: killed, and started with an empty folder."""
    for _ in range(2):
        scene.horse()
        scene.stack.kill("redis")
        own, with_users = Path(scene.stack.environ["VAR_DIR"]), scene.stack.folder
        for data in (own / "valkey", with_users / "data"):
            shutil.rmtree(data, ignore_errors=True)
        scene.begin("redis")
        scene.wait_for_redis()
        time.sleep(6)


def fill_up(scene: Scene) -> None:
    """``noeviction`` and no room: every write fails."""
    client = scene.redis()
    client.config_set("maxmemory", "1mb")
    time.sleep(15)
    client.config_set("maxmemory", "0")


def evict(scene: Scene) -> None:
    """The policy that many recommend: jobs vanish, and the probe says so."""
    client = scene.redis()
    client.config_set("maxmemory-policy", "allkeys-lru")
    client.config_set("maxmemory", "1300kb")
    status, body = readiness(scene)
    assert status == 503, f"/readyz answered {status}"
    assert "allkeys-lru" in body, body
    time.sleep(15)
    evicted = client.info("stats")["evicted_keys"]
    scene.notes.append(f"{evicted} keys evicted")
    client.config_set("maxmemory", "0")
    client.config_set("maxmemory-policy", "noeviction")
    wait_for(lambda: readiness(scene)[0] == 200, "/readyz is well again", 30)


def readiness(scene: Scene) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(scene.stack.url + "/readyz", timeout=5) as answer:
            return answer.status, json.dumps(json.load(answer))
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def freeze_redis(scene: Scene) -> None:
    """It takes connections and says nothing, as a half-open one does."""
    pid = scene.pid("redis")
    for _ in range(3):
        send(pid, signal.SIGSTOP)
        time.sleep(5)
        send(pid, signal.SIGCONT)
        time.sleep(3)
    assert_answers_were_quick(scene)


def plant_cleanup_locks(scene: Scene) -> None:
    """What a worker leaves that is killed during RQ's maintenance: for 15 minutes no
    other cleans up its queue."""
    client = scene.redis()
    for queue in ("xenlixai_high", "xenlixai_queue"):
        client.set(f"rq:clean_registries:{queue}", 1, ex=899)
    for name in ("worker0", "worker1"):
        scene.horse(name)
        scene.stack.kill(name)
        scene.begin(name)
        time.sleep(3)


FAULTS = (
    Fault(
        "F9",
        "Valkey is killed under load, three times",
        "taken all the same, nothing lost",
        kill_redis,
        BOTH,
    ),
    Fault(
        "F10",
        "Valkey is away for 60 s",
        "taken within 3 s, pages are shown, done afterwards",
        stop_redis_for_a_minute,
        BOTH,
    ),
    Fault("F11", "FLUSHALL, three times", "enqueued again", flush, BOTH),
    Fault(
        "F12",
        "Valkey is full (noeviction) for 15 s",
        "taken all the same, done afterwards",
        fill_up,
        BOTH,
    ),
    Fault(
        "F13",
        "Valkey evicts (allkeys-lru) for 15 s",
        "/readyz is red and says why; nothing lost",
        evict,
    ),
    Fault(
        "F14",
        "Valkey hangs for 5 s, three times",
        "taken within 3 s",
        freeze_redis,
    ),
    Fault(
        "L4",
        "Valkey is killed and starts empty, twice",
        "enqueued again",
        lose_data,
    ),
    Fault(
        "L11",
        "the cleanup locks of a killed worker are left behind",
        "the reconciler does not need RQ's cleanup",
        plant_cleanup_locks,
    ),
)
