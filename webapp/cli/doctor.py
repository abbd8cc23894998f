"""``doctor``: would a scan run, and if not, what to do."""

from __future__ import annotations

import sys

import click
from flask.cli import with_appcontext

from webapp.services import health

MARKS = {True: "ok  ", False: "FAIL", None: "note"}


@click.command()
@with_appcontext
def doctor() -> None:
    """Check Redis, database, schema, model, workers and queue; exit 1 if a scan
    would not run."""
    checks = health.check_all()
    for check in checks:
        click.echo(f"{MARKS[check.is_ok]}  {check.name:15} {check.text}")
    failed = [check for check in checks if check.is_ok is False]
    click.echo("A scan would run." if not failed else "A scan would not run.")
    sys.exit(1 if failed else 0)
