"""The ``canonical.…`` checks."""

from __future__ import annotations
