"""``rq``: RQ's own command line, with our URL, serializer, job and worker class.

The bare ``rq`` would read our jobs as pickle and fail each of them.
"""

from __future__ import annotations

import click
from flask.cli import with_appcontext
from redis.exceptions import RedisError
from rq.cli.cli import main as rq_main
from rq.exceptions import NoSuchJobError

from config import prepare_model_environment
from webapp.cli.users import COMMAND_LINE, told
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
        if command == "requeue":
            note_requeue([*options, *rest])
        rq_main.main(args=[command, *options, *rest], prog_name="rq")
    except NoSuchJobError as error:
        raise click.ClickException(f"{error}: see `rq info` or /rq/.") from error
    except RedisError as error:
        raise click.ClickException(f"Redis does not answer: {error}") from error


@told
def note_requeue(arguments: list[str]) -> None:
    """In the audit log as what the dashboard does is, and before it is done as well."""
    parser = rq_main.commands["requeue"]
    given = parser.make_context("rq requeue", list(arguments)).params
    if given["all"]:
        number = jobs.count(given["queue"], "failed")
        record_alone(COMMAND_LINE, "rq.requeue_all", given["queue"], number=number)
        return
    for found in [jobs.fetch(job_id) for job_id in given["job_ids"]]:
        record_alone(COMMAND_LINE, "rq.requeue", found.id)


def our_options() -> list[str]:
    """What the bare command line would have to be given each time."""
    return [
        *("--url", settings().redis_url),
        *("--serializer", "rq.serializers.JSONSerializer"),
        *("--job-class", f"{job.__name__}.{job.AllowListedJob.__name__}"),
        *("--worker-class", "webapp.processes.scan_worker.ScanWorker"),
    ]
