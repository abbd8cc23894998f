"""What a worker obeys of what is published to its channel: the stop of a job.

RQ's own also ends itself at a *shutdown*, whoever sent it, and hears nothing more after
one message that is no JSON.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from rq import Worker
from rq.command import handle_stop_job_command, parse_payload

log = logging.getLogger(__name__)


def obey(worker: Worker, message: dict[str, Any]) -> None:
    """Stop the job that is named, if the worker is at it; anything else is refused."""
    payload: Any = None
    with suppress(ValueError):
        payload = parse_payload(message)
    is_ours = isinstance(payload, dict) and payload.get("command") == "stop-job"
    if is_ours and isinstance(payload.get("job_id"), str):
        handle_stop_job_command(worker, payload)
    else:
        log.warning("worker %s: refused %.200r", worker.name, message.get("data"))


def stop_listening(worker: Worker) -> None:
    """End the thread that waits for commands; the next worker object has its own."""
    thread = getattr(worker, "pubsub_thread", None)
    if thread is not None:
        thread.stop()
