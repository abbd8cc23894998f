"""``rq``: RQ's own command line, with our URL, serializer, job and worker class.

The bare ``rq`` would read our jobs as pickle and fail each of them.
"""

from __future__ import annotations

from typing import Any

import click
from flask.cli import with_appcontext
from redis.exceptions import RedisError
from rq import Queue
from rq.cli.cli import main as rq_main
from rq.exceptions import NoSuchJobError

from config import prepare_model_environment
from webapp.cli.users import COMMAND_LINE, told
from webapp.domain.counted import counted
from webapp.domain.queue_names import QUEUES
from webapp.queues import job
from webapp.services import jobs, scan_options
from webapp.services.audit_log import record_alone
from webapp.services.current import settings

#: RQ's commands that take the options; its cron and worker-pool cannot be given what
#: our workers need, so they are left as they are.
COMMANDS = ("info", "worker", "requeue", "empty", "enqueue", "suspend", "resume")


@click.command(
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@with_appcontext
def rq(arguments: tuple[str, ...]) -> None:
    """RQ's own commands (info, worker, requeue …) with our settings filled in.

    Any of RQ's options may follow: `flask --app webapp rq info --help`.
    """
    command, *rest = arguments or ("--help",)
    if command == "worker" and "--help" not in rest:
        prepare_model_environment()
        scan_options.preload()
        if not set(rest) & set(QUEUES):
            rest += settings().worker_queues
    options = our_options() if command in COMMANDS else []
    try:
        if command in NOTED:
            note(command, [*options, *rest])
        rq_main.main(args=[command, *options, *rest], prog_name="rq")
    except NoSuchJobError as error:
        raise click.ClickException(f"{error}: see `rq info` or /rq/.") from error
    except RedisError as error:
        raise click.ClickException(f"Redis does not answer: {error}") from error


@told
def note(command: str, arguments: list[str]) -> None:
    """In the audit log as what the dashboard does is, and before it is done as well."""
    parser = rq_main.commands[command]
    given = parser.make_context(f"rq {command}", list(arguments)).params
    NOTED[command](given)


def note_requeue(given: dict[str, Any]) -> None:
    require_queue(given["queue"])
    if given["all"]:
        number = jobs.count(given["queue"], "failed")
        record_alone(COMMAND_LINE, "rq.requeue_all", given["queue"], number=number)
        return
    for found in [jobs.fetch(job_id) for job_id in given["job_ids"]]:
        record_alone(COMMAND_LINE, "rq.requeue", found.id)


def note_empty(given: dict[str, Any]) -> None:
    """An entry for each queue, with how many jobs wait there."""
    names = given["queues"]
    if given["all"]:
        names = in_redis()
    else:
        for name in names:
            require_queue(name)
    for name in names:
        number, target = jobs.count(name, jobs.QUEUED), f"{name}, {jobs.QUEUED}"
        record_alone(COMMAND_LINE, "rq.empty", target, number=number)


def in_redis() -> list[str]:
    return [queue.name for queue in Queue.all(connection=jobs.connection())]


def require_queue(name: str) -> None:
    """RQ takes any name, also a misspelt one, for that of an empty queue."""
    known = list(dict.fromkeys([*QUEUES, *in_redis()]))
    if name not in known:
        raise click.ClickException(
            f"There is no queue {name}. There are: {', '.join(known)}."
        )


def note_suspend(given: dict[str, Any]) -> None:
    seconds = given["duration"]
    if seconds is not None and seconds < 1:
        return  # RQ refuses it
    jobs.connection().ping()  # what Redis would not hear of is not written down
    detail = f"for {counted(seconds, 'second')}" if seconds else ""
    record_alone(COMMAND_LINE, "rq.suspend", "workers", detail=detail)


def note_resume(_: dict[str, Any]) -> None:
    jobs.connection().ping()
    record_alone(COMMAND_LINE, "rq.resume", "workers")


#: Commands that change what workers do, and what is written of each.
NOTED = {
    "requeue": note_requeue,
    "empty": note_empty,
    "suspend": note_suspend,
    "resume": note_resume,
}


def our_options() -> list[str]:
    """What the bare command line would have to be given each time."""
    return [
        *("--url", settings().redis_url),
        *("--serializer", "rq.serializers.JSONSerializer"),
        *("--job-class", f"{job.__name__}.{job.AllowListedJob.__name__}"),
        *("--worker-class", "webapp.processes.scan_worker.ScanWorker"),
    ]
