"""The ``api`` blueprint."""

from __future__ import annotations

from webapp.api.routes import bp

__all__ = ["bp"]
