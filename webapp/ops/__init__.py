"""The ``ops`` blueprint."""

from __future__ import annotations

from webapp.ops.routes import bp

__all__ = ["bp"]
