"""Pages of site scans."""

from __future__ import annotations

from webapp.sites import actions, comparing, exports, fragments, report, routes
from webapp.sites.blueprint import bp

__all__ = ["actions", "bp", "comparing", "exports", "fragments", "report", "routes"]
