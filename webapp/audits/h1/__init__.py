"""The ``h1.…`` checks."""

from __future__ import annotations
