"""For operators: health, and rq-dashboard at /rq/."""

from __future__ import annotations

from webapp.ops.dashboard import init_app
from webapp.ops.routes import bp

__all__ = ["bp", "init_app"]
