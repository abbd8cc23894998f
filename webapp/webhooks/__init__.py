"""The ``webhooks`` blueprint: a user's webhooks and what was sent to them."""

from __future__ import annotations

from webapp.webhooks import routes
from webapp.webhooks.blueprint import bp

__all__ = ["bp", "routes"]
