"""``scheduler`` and ``redis``: two of the Procfile's processes."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from webapp.exceptions import XenlixError
from webapp.processes import redis as redis_process
from webapp.processes.scheduler import Scheduler
from webapp.services.current import settings


@click.command()
@with_appcontext
def scheduler() -> None:
    """Move due retries, repair the queue, start regular tasks. Two may run."""
    try:
        Scheduler().run()
    except KeyboardInterrupt:
        raise SystemExit(0) from None


@click.command()
@with_appcontext
def redis() -> None:
    """Run the embedded Valkey; with REDIS_URL set, only say so."""
    try:
        redis_process.run(settings())
    except XenlixError as error:
        raise click.ClickException(error.message) from error
