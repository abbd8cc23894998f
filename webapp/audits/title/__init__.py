"""The ``title.…`` checks."""

from __future__ import annotations
