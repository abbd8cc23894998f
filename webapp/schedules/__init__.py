"""The ``schedules`` blueprint: what a user has scanned again and again."""

from __future__ import annotations

from webapp.schedules import alerts, routes
from webapp.schedules.blueprint import bp

__all__ = ["alerts", "bp", "routes"]
