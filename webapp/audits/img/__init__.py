"""The ``img.…`` checks."""

from __future__ import annotations
