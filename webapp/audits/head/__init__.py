"""The ``head.…`` checks."""

from __future__ import annotations
