"""Commands: ``flask --app webapp …``."""

from __future__ import annotations

from flask import Flask

from webapp.cli import doctor, processes, rq, scan, site, users


def init_app(app: Flask) -> None:
    """Add our commands to Flask's."""
    for command in (
        scan.scan,
        site.site,
        users.users,
        doctor.doctor,
        processes.scheduler,
        processes.redis,
        rq.rq,
    ):
        app.cli.add_command(command)
