"""The blueprint that health and the operators' pages belong to."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("ops", __name__)
