"""The ``mob.…`` checks."""

from __future__ import annotations
