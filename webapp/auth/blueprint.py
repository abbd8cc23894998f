"""The blueprint that the route modules here add to."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("auth", __name__)
