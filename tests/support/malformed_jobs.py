"""Jobs as somebody may write them who can write to Redis and means harm."""

from __future__ import annotations

import json
import os
import pickle
import zlib
from pathlib import Path

from redis import Redis

from webapp.queues.job import PROCESS_SCAN

Fields = dict[str, bytes | str]


class Pickled:
    """Runs a command when it is unpickled."""

    def __init__(self, command: str) -> None:
        self.command = command

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (self.command,)


def packed(*parts: object) -> bytes:
    """What RQ keeps of a call: function, instance, arguments, named arguments."""
    return zlib.compress(json.dumps(parts).encode())


def malformed_jobs(made: Path) -> dict[str, Fields]:
    """Name -> the hash of a job; where one of them gets its way there is ``made``."""
    command = f"touch {made}"
    evil = pickle.dumps(Pickled(command))
    ours = packed(PROCESS_SCAN, None, [], {"scan_id": "x"})
    method = packed("system", {"py/object": "os"}, [command], {})
    fields: dict[str, Fields] = {
        "no-zlib": {"data": b"no zlib, no JSON"},
        "no-json": {"data": zlib.compress(b"{not json")},
        "no-call": {"data": packed(1, 2, 3, 4)},
        "os-system": {"data": packed("os.system", None, [command], {})},
        "a-method": {"data": method},
        "a-pickle": {"data": zlib.compress(evil)},
        "a-pickled-meta": {"data": ours, "meta": evil},
        "a-callback": {"data": ours, "failure_callback_name": "os.system"},
        "a-webhook": {"data": ours, "webhooks": '[{"url": "http://10.0.0.1/"}]'},
        "nonsense": {"data": ours, "created_at": "yesterday", "timeout": "soon"},
    }
    created = {"created_at": "2026-01-01T00:00:00.000000Z"}
    return {name: created | given for name, given in fields.items()}


def push(client: Redis, queue: str, job_id: str, fields: Fields) -> None:
    client.hset(f"rq:job:{job_id}", mapping=fields)  # type: ignore[arg-type]
    client.rpush(f"rq:queue:{queue}", job_id)
