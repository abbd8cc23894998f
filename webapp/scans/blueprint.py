"""The blueprint that the pages, fragments and actions of scans belong to."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("scans", __name__)
