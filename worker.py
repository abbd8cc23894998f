"""The worker process: preload, build the app, run RQ's worker.

Also the short names of the contract: ``get_queue``, ``get_redis_connection`` and both
tasks. Importing this module starts nothing.
"""

from __future__ import annotations

import argparse
import sys

from redis import Redis
from rq import Queue

from config import prepare_model_environment, settings_or_exit
from webapp import create_app, queues
from webapp.domain.queue_names import DEFAULT, QUEUES
from webapp.processes import worker
from webapp.tasks.maintenance import cleanup_expired_jobs
from webapp.tasks.scan import process_scan_job

__all__ = [
    "cleanup_expired_jobs",
    "get_queue",
    "get_redis_connection",
    "process_scan_job",
]


def get_redis_connection() -> Redis:
    """A client for the configured Redis or Valkey."""
    return queues.connect(settings_or_exit())


def get_queue(name: str = DEFAULT) -> Queue:
    """One of our queues; jobs speak JSON and run only our tasks."""
    return queues.get_queue(name, get_redis_connection())


def parse_queues(text: str) -> tuple[str, ...]:
    """Queue names from ``a,b``; raises what argparse shows."""
    names = tuple(part.strip() for part in text.split(",") if part.strip())
    unknown = [name for name in names if name not in QUEUES]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"use names of {', '.join(QUEUES)}")
    return names


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python worker.py", description="Serve the scan queues until stopped."
    )
    parser.add_argument(
        "--queues",
        type=parse_queues,
        metavar="A,B",
        help=f"which queues, in this order (default: {','.join(QUEUES)})",
    )
    chosen = parser.parse_args().queues
    prepare_model_environment()
    settings = settings_or_exit()
    app = create_app(settings, is_worker=True)
    try:
        with app.app_context():
            worker.run(chosen or settings.worker_queues)
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
