"""The ``sec.…`` checks."""

from __future__ import annotations
