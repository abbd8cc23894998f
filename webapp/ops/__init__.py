"""For operators: health, dead letters, rq-dashboard at /rq/, how one becomes one; and
the files that every site has."""

from __future__ import annotations

from webapp.ops import dead_letters, first_operator, routes, site_files
from webapp.ops.blueprint import bp
from webapp.ops.dashboard import init_app

__all__ = [
    "bp",
    "dead_letters",
    "first_operator",
    "init_app",
    "routes",
    "site_files",
]
