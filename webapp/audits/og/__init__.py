"""The ``og.…`` checks."""

from __future__ import annotations
