"""For operators: their pages at /ops, rq-dashboard at /rq/, health, how one becomes
one; and the files that every site has."""

from __future__ import annotations

from webapp.ops import (
    audit_log,
    dead_letters,
    first_operator,
    metrics,
    navigation,
    overview,
    queues,
    routes,
    scans,
    schedule,
    site_files,
    users,
    workers,
)
from webapp.ops.blueprint import bp
from webapp.ops.dashboard import init_app

__all__ = [
    "audit_log",
    "bp",
    "dead_letters",
    "first_operator",
    "init_app",
    "metrics",
    "navigation",
    "overview",
    "queues",
    "routes",
    "scans",
    "schedule",
    "site_files",
    "users",
    "workers",
]
