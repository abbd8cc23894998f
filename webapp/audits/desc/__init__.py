"""The ``desc.…`` checks."""

from __future__ import annotations
