"""The ``hreflang.…`` checks."""

from __future__ import annotations
