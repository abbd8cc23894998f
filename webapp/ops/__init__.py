"""For operators: health, dead letters, and rq-dashboard at /rq/."""

from __future__ import annotations

from webapp.ops import dead_letters, routes
from webapp.ops.blueprint import bp
from webapp.ops.dashboard import init_app

__all__ = ["bp", "dead_letters", "init_app", "routes"]
