"""The ``index.…`` checks."""

from __future__ import annotations
