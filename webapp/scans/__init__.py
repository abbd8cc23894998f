"""Scans in the browser: the form, the progress, the report, the list."""

from __future__ import annotations

from webapp.scans import actions, exports, fragments, routes, sharing
from webapp.scans.blueprint import bp

__all__ = ["actions", "bp", "exports", "fragments", "routes", "sharing"]
