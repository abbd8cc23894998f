"""The ``auth`` blueprint: signing in and out, registering, set-up, one's account."""

from __future__ import annotations

from webapp.auth import account, password_reset, routes
from webapp.auth.blueprint import bp

__all__ = ["account", "bp", "password_reset", "routes"]
