"""The ``api`` blueprint and its routes."""

from __future__ import annotations

from webapp.api import (
    quota_headers,
    routes,
    schedule_routes,
    site_routes,
    webhook_routes,
)
from webapp.api.blueprint import bp

__all__ = [
    "bp",
    "quota_headers",
    "routes",
    "schedule_routes",
    "site_routes",
    "webhook_routes",
]
