"""The ``api`` blueprint and its routes."""

from __future__ import annotations

from webapp.api import routes, webhook_routes
from webapp.api.blueprint import bp

__all__ = ["bp", "routes", "webhook_routes"]
