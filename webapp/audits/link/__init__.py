"""The ``link.…`` checks."""

from __future__ import annotations
