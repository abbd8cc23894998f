"""The ``scans`` blueprint."""

from __future__ import annotations

from webapp.scans.routes import bp

__all__ = ["bp"]
