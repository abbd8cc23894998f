"""Commands: ``flask --app webapp …``."""

from __future__ import annotations

from flask import Flask

from webapp.cli.doctor import doctor
from webapp.cli.processes import redis, scheduler
from webapp.cli.rq import rq
from webapp.cli.scan import scan
from webapp.cli.users import users


def init_app(app: Flask) -> None:
    """Add our commands to Flask's."""
    for command in (scan, users, doctor, scheduler, redis, rq):
        app.cli.add_command(command)
