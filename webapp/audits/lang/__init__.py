"""The ``lang.…`` checks."""

from __future__ import annotations
