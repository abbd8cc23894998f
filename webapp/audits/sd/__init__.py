"""The ``sd.…`` checks."""

from __future__ import annotations
