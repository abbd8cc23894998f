"""The ``h.…`` checks."""

from __future__ import annotations
